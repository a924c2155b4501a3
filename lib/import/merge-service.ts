import type { LocalDate } from '../contract/basics.ts';
import type { Service } from '../contract/customer.ts';
import type { ImportedService } from '../contract/import.ts';

/** Where the file's own number of a service is kept; it makes the service known when the file comes again. */
export const SERVICE_NUMBER = '№';

export function serviceNumber(service: Service): string | null {
  return service.detail[SERVICE_NUMBER] ?? null;
}

/**
 * The same service of the same customer: by its number where both have one, otherwise by kind, day and item. A day that the
 * other one keeps in its details counts too: a stay that got its day of discharge later is the same stay.
 */
export function sameService(known: Service, row: ImportedService): boolean {
  const number = serviceNumber(known);
  if (number !== null && row.number !== null) return number === row.number;
  if (plain(known.kind) !== plain(row.kind) || plain(known.item ?? '') !== plain(row.item ?? '')) return false;
  return known.endedOn === row.endedOn || Object.values(row.detail).includes(known.endedOn) || Object.values(known.detail).includes(row.endedOn);
}

/** The newest value that is not blank wins. History becomes a service to call about when the start date says so, never the other way: `was` is the service before this import. */
export function layServiceOver(known: Service, row: ImportedService, was: { history: boolean }, startDate: LocalDate): Service {
  const earlierStay = Object.values(known.detail).includes(row.endedOn);
  const endedOn = earlierStay ? known.endedOn : row.endedOn;
  return {
    ...known,
    kind: row.kind === '' ? known.kind : row.kind,
    item: row.item ?? known.item,
    endedOn,
    by: row.by ?? known.by,
    where: row.where ?? known.where,
    nextDate: row.nextDate ?? known.nextDate,
    history: was.history && endedOn < startDate,
    detail: detailOf(row, known.detail),
  };
}

export function detailOf(row: ImportedService, known: Service['detail'] = {}): Service['detail'] {
  return { ...known, ...row.detail, ...(row.number === null ? {} : { [SERVICE_NUMBER]: row.number }) };
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
