import type { DirectoryEntry } from '../../lib/contract/place.ts';

export const anEntry = (change: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  id: 'workshop',
  name: 'Workshop desk',
  department: 'Repairs',
  role: 'Zips and linings',
  phone: '020 7946 0101',
  extension: '12',
  hours: 'Mon–Fri 9–17',
  note: 'Ask for the coat number first',
  ...change,
});

export const someEntries: DirectoryEntry[] = [
  anEntry(),
  anEntry({ id: 'wu', name: '吴晓芳', department: '客服部', role: '投诉', phone: '138 0000 0077', extension: '', hours: '', note: '' }),
  anEntry({ id: 'lab', name: 'Dr Adams', department: 'Laboratory', role: 'Blood', phone: '', extension: '', hours: '', note: '' }),
];
