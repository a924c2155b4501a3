import type { Customer, Service } from '../contract/customer.ts';
import type { Covers, Rule } from '../contract/rule.ts';

/** Files differ in width, case and spaces where they mean the same; the same few texts are asked for again and again, so the answers are kept. */
export function plain(text: string): string {
  const known = plains.get(text);
  if (known !== undefined) return known;
  const made = text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  if (plains.size >= 20_000) plains.clear();
  plains.set(text, made);
  return made;
}

const plains = new Map<string, string>();

/** True when a trigger for these kinds of service, or all (null), is about this one. */
export function fitsKind(kinds: readonly string[] | null, service: Service): boolean {
  if (kinds === null) return true;
  const kind = plain(service.kind);
  return kinds.some((name) => plain(name) === kind);
}

/** Does the rule cover this customer. `services`: those that it is about; of several, one that fits all that is asked of it is enough. */
export function covers({ covers: wanted }: Pick<Rule, 'covers'>, customer: Customer, services: readonly Service[]): boolean {
  if (!wanted) return true;
  const { classes, tags, languages } = wanted;
  if (classes && !(customer.class !== null && same(classes, customer.class))) return false;
  if (tags && !customer.tags?.some((tag) => same(tags, tag))) return false;
  if (languages && !languages.some((tag) => speaks(customer, plain(tag)))) return false;
  return fitsServices(wanted, services);
}

type OfServices = Pick<Covers, 'products' | 'kinds' | 'cities' | 'lastFrom' | 'lastTo'>;

/** One service has to fit all that is asked of it; the last one decides the days. */
export function fitsServices(wanted: OfServices, services: readonly Service[]): boolean {
  const { products, kinds, cities, lastFrom, lastTo } = wanted;
  if ([products, kinds, cities, lastFrom, lastTo].every((one) => one === undefined)) return true;
  const last = services.reduce<string | null>((newest, { endedOn }) => (newest === null || endedOn > newest ? endedOn : newest), null);
  if (last === null || (lastFrom !== undefined && last < lastFrom) || (lastTo !== undefined && last > lastTo)) return false;
  return services.some(
    (service) =>
      (!kinds || fitsKind(kinds, service)) &&
      (!products || products.some((part) => plain(service.item ?? '').includes(plain(part)))) &&
      (!cities || (service.where !== null && same(cities, service.where))),
  );
}

/** Is it one of these names. */
export function same(names: readonly string[], name: string): boolean {
  const wanted = plain(name);
  return names.some((one) => plain(one) === wanted);
}

/** Does the customer speak the language of this tag: `zh` is `zh-CN` too. */
export function speaks({ language }: Pick<Customer, 'language'>, tag: string): boolean {
  if (language === null) return false;
  const own = plain(language);
  return own === tag || own.startsWith(`${tag}-`);
}
