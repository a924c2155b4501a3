import { customers, make, word, wordPage } from './words.js';

wordPage();
const all = await customers();

function show() {
  const row = all.find(({ number }) => number === location.hash.slice(1));
  document.querySelector('#name').textContent = row ? row.name : word('none');
  document.querySelector('#saved').textContent = '';
  if (!row) return;
  document.title = `${row.name} · ${word('title')}`;
  const facts = [
    ['number', row.number],
    ['class', row.class ?? '–'],
    ['sex', word(row.sex)],
    ['phone', make('a', { href: `tel:${row.phone.replaceAll(' ', '')}`, className: 'number' }, row.phone)],
    ['language', row.language],
  ];
  document.querySelector('#facts').replaceChildren(...facts.flatMap(([name, value]) => [make('dt', {}, word(name)), make('dd', {}, value)]));
  const { service } = row;
  const detail = Object.entries(service.detail).map(([name, value]) => `${name}: ${value}`);
  document
    .querySelector('#services')
    .replaceChildren(
      make(
        'tr',
        {},
        make('td', { className: 'number' }, service.endedOn),
        make('td', {}, service.kind),
        make('td', {}, service.item),
        make('td', {}, detail.join('; ')),
        make('td', {}, service.by),
      ),
    );
  const note = document.querySelector('#note');
  note.value = localStorage.getItem(`note ${row.number}`) ?? row.note;
  document.querySelector('#save').onclick = () => {
    localStorage.setItem(`note ${row.number}`, note.value);
    document.querySelector('#saved').textContent = word('saved');
  };
}

window.addEventListener('hashchange', show);
show();
