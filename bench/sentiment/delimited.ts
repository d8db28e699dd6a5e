/** Rows of a delimited file; quotes as in RFC 4180 for commas, none for tabs. */
export function parseDelimited(content: string, delimiter: string): string[][] {
  const text = content.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
  if (delimiter === "\t") {
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.map((line) => line.split("\t"));
  }
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const { field, end } = text[at] === '"' ? quotedField(text, at + 1) : plainField(text, at, delimiter);
    row.push(field);
    if (text[end] !== delimiter) {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function quotedField(text: string, start: number): { field: string; end: number } {
  let field = "";
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { field: field + text.slice(from), end: text.length };
    field += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { field, end: quote + 1 };
    field += '"';
    from = quote + 2;
  }
}

function plainField(text: string, start: number, delimiter: string): { field: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n") end += 1;
  return { field: text.slice(start, end), end };
}
