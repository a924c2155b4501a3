const words = {
  'zh-CN': {
    title: '样例 CRM',
    sample: '样例数据：人名与电话均为虚构。',
    customers: '客户',
    search: '查找',
    number: '编号',
    name: '姓名',
    class: '等级',
    phone: '电话',
    service: '最近服务',
    services: '服务记录',
    date: '日期',
    by: '经办',
    kind: '类别',
    item: '内容',
    detail: '说明',
    notes: '备注',
    save: '保存备注',
    saved: '已保存',
    sex: '性别',
    male: '男',
    female: '女',
    language: '语言',
    none: '没有这样的客户。',
    count: (n) => `共 ${n} 位客户`,
    other: 'English',
  },
  en: {
    title: 'Sample CRM',
    sample: 'Sample data: names and numbers are invented.',
    customers: 'Customers',
    search: 'Search',
    number: 'No.',
    name: 'Name',
    class: 'Class',
    phone: 'Phone',
    service: 'Last service',
    services: 'Services',
    date: 'Date',
    by: 'By',
    kind: 'Kind',
    item: 'Item',
    detail: 'Detail',
    notes: 'Notes',
    save: 'Save notes',
    saved: 'Saved',
    sex: 'Sex',
    male: 'male',
    female: 'female',
    language: 'Language',
    none: 'No such customer.',
    count: (n) => `${n} customers`,
    other: '中文',
  },
};

const chosen = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
export const language = chosen in words ? chosen : 'en';
export const word = (name) => words[language][name];

/** Fills in the fixed words of a page, and the button that changes the language. */
export function wordPage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  const button = document.querySelector('#language');
  button.textContent = word('other');
  button.addEventListener('click', () => {
    localStorage.setItem('language', language === 'en' ? 'zh-CN' : 'en');
    location.reload();
  });
}

export async function customers() {
  return await (await fetch('customers.json')).json();
}

/** An element with its texts and elements inside. */
export function make(name, attributes, ...inside) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...inside);
  return element;
}
