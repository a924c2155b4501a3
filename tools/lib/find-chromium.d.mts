type Where = { platform?: NodeJS.Platform; env?: Record<string, string | undefined>; home?: string };
export function placesToLook(where?: Where): string[];
export function findChromium(where?: Where): { path: string; wrong: null } | { path: null; wrong: string | null };
