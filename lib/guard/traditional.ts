import type { ToSimplified } from './normalise.ts';

/**
 * Loads the Traditional → Simplified map, about 58 kB compressed: call it when the first text is to be checked, not at start. The guard takes the map as an option
 * and works without it, on Simplified text alone.
 */
export async function loadTraditional(): Promise<ToSimplified> {
  const { Converter } = await import('opencc-js/t2cn');
  const convert = Converter({ from: 't', to: 'cn' });
  const known = new Map<string, string>();
  return (character) => {
    const found = known.get(character);
    if (found !== undefined) return found;
    const simplified = convert(character);
    known.set(character, simplified);
    return simplified;
  };
}
