const ENTITIES: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const TAG = /<(?:[^\s<>/:!?]*:)?([A-Za-z]+)(?=[\s/>])([^<>]*)>/g;
const ATTRIBUTE = /[\s:]([^\s=:"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of every element of a name, whatever its prefix; those of attributes are taken off (`r:id` is `id`). For the small parts of a workbook. */
export function elementsOf(xml: string, name: string): Map<string, string>[] {
  return Array.from(xml.matchAll(TAG))
    .filter(([, tag]) => tag === name)
    .map(([, , inside = '']) => new Map(Array.from(inside.matchAll(ATTRIBUTE), ([, key, double, single]) => [key ?? '', decoded(double ?? single ?? '')])));
}

function decoded(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
