import { customers, make, word, wordPage } from './words.js';

wordPage();
const all = await customers();
const search = document.querySelector('#search');

function show() {
  const query = search.value.trim().toLowerCase();
  const found = all.filter((row) => `${row.number} ${row.name} ${row.phone.replaceAll(' ', '')}`.toLowerCase().includes(query.replaceAll(' ', '')));
  document
    .querySelector('#rows')
    .replaceChildren(
      ...found.map((row) =>
        make(
          'tr',
          {},
          make('td', { className: 'number' }, row.number),
          make('td', {}, make('a', { href: `customer.html#${row.number}`, lang: row.language }, row.name)),
          make('td', { className: 'number' }, row.class ?? ''),
          make('td', { className: 'number' }, row.phone),
          make('td', {}, `${row.service.kind} · ${row.service.item}`),
          make('td', { className: 'number' }, row.service.endedOn),
          make('td', {}, row.service.by),
        ),
      ),
    );
  document.querySelector('#count').textContent = found.length > 0 ? word('count')(found.length) : word('none');
}

search.addEventListener('input', show);
show();
