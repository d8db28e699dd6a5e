/** A picture of a panel as it stands on the page: its element, drawn through SVG onto a canvas. */

const SCALE = 2;
const PADDING = 24;
const SKIPPED = "[data-export='off']";

/** Copies what the browser computed onto a clone, so that the clone looks the same without the page's style sheets. */
function inlineStyles(source: Element, clone: Element): void {
  const style = getComputedStyle(source);
  const target = (clone as HTMLElement | SVGElement).style;
  for (const name of style) target.setProperty(name, style.getPropertyValue(name));
  target.setProperty("animation", "none");
  target.setProperty("transition", "none");
  const children = [...source.children];
  [...clone.children].forEach((child, index) => {
    const from = children[index];
    if (from) inlineStyles(from, child);
  });
}

/** The Latin face of the page as a data URL rule; empty when it cannot be had, then the system's sans is used. */
async function fontRule(): Promise<string> {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const isLatin = /U\+0{0,4}-0*FF/i.test(rule.style.getPropertyValue("unicode-range"));
      const url = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1];
      if (!isLatin || !url || !rule.style.getPropertyValue("font-family").includes("Inter")) continue;
      const blob = await (await fetch(new URL(url, sheet.href ?? location.href))).blob();
      return `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(${await dataUrl(blob)})}`;
    }
  return "";
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function toImage(element: HTMLElement): Promise<{ image: HTMLImageElement; width: number; height: number }> {
  const clone = element.cloneNode(true) as HTMLElement;
  inlineStyles(element, clone);
  for (const part of clone.querySelectorAll(SKIPPED)) part.remove();
  clone.style.setProperty("margin", "0");
  const { width, height } = element.getBoundingClientRect();
  const markup = new XMLSerializer().serializeToString(clone);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><style>${await fontRule()}</style><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return { image, width, height };
}

/** Throws when the browser cannot draw the element. Parts marked data-export="off" are left out. */
export async function panelToPng(element: HTMLElement): Promise<Blob> {
  const { image, width, height } = await toImage(element);
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * PADDING) * SCALE;
  canvas.height = (height + 2 * PADDING) * SCALE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.scale(SCALE, SCALE);
  context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  context.fillRect(0, 0, width + 2 * PADDING, height + 2 * PADDING);
  context.drawImage(image, PADDING, PADDING);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/** Offers a blob as a download. */
export function download(blob: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
