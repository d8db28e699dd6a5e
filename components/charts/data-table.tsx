import { RowTh, Table, Td, Th } from "@/components/ui/table";
import type { Cell } from "@/lib/charts/csv";

/** Header, raw cells (for the file) and shown cells (for the page), row by row. The first cell names its row. */
export type DataTable = {
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
  shown: readonly (readonly string[])[];
};

/** The other half of every chart. */
export function DataTableView({ table, caption, maxHeight }: { table: DataTable; caption: string; maxHeight: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section style={{ maxHeight }} className="overflow-y-auto" tabIndex={0} aria-label={caption}>
      <Table caption={caption}>
        <thead className="sticky top-0 bg-paper">
          <tr>
            {table.header.map((name, column) => (
              <Th key={name} isNumber={column > 0}>
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.shown.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <RowTh key={table.header[column]}>{cell}</RowTh>
                ) : (
                  <Td key={table.header[column]} isNumber>
                    {cell}
                  </Td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
