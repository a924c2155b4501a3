import type { Customer, Service } from '../contract/customer.ts';
import type { Rule } from '../contract/rule.ts';

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

/** Does the rule cover this customer. `services`: those that it is about; of several, one that fits is enough. */
export function covers({ covers: wanted }: Pick<Rule, 'covers'>, customer: Customer, services: readonly Service[]): boolean {
  if (!wanted) return true;
  const { classes, tags, products, cities, languages } = wanted;
  if (classes && !(customer.class !== null && same(classes, customer.class))) return false;
  if (tags && !customer.tags?.some((tag) => same(tags, tag))) return false;
  if (languages && !languages.some((tag) => speaks(customer, plain(tag)))) return false;
  if (products && !services.some(({ item }) => item !== null && products.some((part) => plain(item).includes(plain(part))))) return false;
  return !cities || services.some(({ where }) => where !== null && same(cities, where));
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
