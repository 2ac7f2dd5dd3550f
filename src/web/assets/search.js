// Makes one field of a search and its results: it finds while one types, and is worked by keyboard as by hand
// (the combobox pattern of ARIA). Without this script the same search works by a button and a choice.
for (const place of document.querySelectorAll('[data-search]')) enhance(place);

function enhance(place) {
  const { search: url, name, label, placeholder, none, clear } = place.dataset;
  const group = place.closest('fieldset');
  const before = place.querySelector('input[type=radio]:checked');
  const input = element('input', {
    type: 'text',
    name: `query:${name}`,
    autocomplete: 'off',
    placeholder,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `list-${name}`,
    'aria-label': label,
    maxlength: '100',
  });
  const value = element('input', { type: 'hidden', name });
  const list = element('ul', { id: `list-${name}`, role: 'listbox', 'aria-label': label, class: 'found' });
  const drop = element('button', { type: 'button', class: 'plain drop', 'aria-label': clear, title: clear });
  drop.textContent = '×';
  if (group.getAttribute('aria-invalid')) input.setAttribute('aria-invalid', 'true');
  const described = group.getAttribute('aria-describedby');
  if (described) input.setAttribute('aria-describedby', described);
  value.value = before?.value ?? '';
  input.value = before ? before.parentElement.textContent : '';
  const results = [...place.querySelectorAll('input[type=radio]:not(:checked)')].map((radio) =>
    JSON.parse(radio.value),
  );
  place.replaceChildren(element('div', { class: 'combo' }, input, drop, list), value);
  list.hidden = true;
  drop.hidden = !value.value;

  let choices = [];
  let active = -1;
  let timer;
  let asked = 0;

  function show(found) {
    choices = found;
    active = -1;
    list.replaceChildren(
      ...found.map(([, text], index) => {
        const option = element('li', { id: `${list.id}-${index}`, role: 'option', 'aria-selected': 'false' });
        option.textContent = text;
        option.addEventListener('pointerdown', (event) => event.preventDefault());
        option.addEventListener('click', () => choose(index));
        return option;
      }),
    );
    if (found.length === 0) {
      const nothing = element('li', { class: 'none', role: 'presentation' });
      nothing.textContent = none;
      list.append(nothing);
    }
    open(true);
  }

  function open(on) {
    list.hidden = !on;
    input.setAttribute('aria-expanded', String(on));
    if (!on) input.removeAttribute('aria-activedescendant');
  }

  function move(to) {
    if (choices.length === 0) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (to + choices.length) % choices.length;
    const option = list.children[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(index) {
    const [, text] = choices[index];
    value.value = JSON.stringify(choices[index]);
    input.value = text;
    drop.hidden = false;
    open(false);
    value.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async function find() {
    asked += 1;
    const mine = asked;
    // A label that was chosen is not a question: then everything is offered.
    const query = value.value ? '' : input.value.trim();
    const answer = await fetch(`${url}&q=${encodeURIComponent(query)}`).catch(() => null);
    if (mine !== asked || !answer?.ok || document.activeElement !== input) return;
    show((await answer.json()).map((choice) => [choice.value, choice.label]));
  }

  input.addEventListener('input', () => {
    value.value = '';
    drop.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(find, 200);
  });
  input.addEventListener('focus', () => {
    if (!value.value) find();
  });
  input.addEventListener('blur', () => {
    clearTimeout(timer);
    asked += 1;
    open(false);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) find();
      else move(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      if (active >= 0) choose(active);
      else if (choices.length === 1) choose(0);
    } else if (event.key === 'Escape') open(false);
  });
  drop.addEventListener('click', () => {
    value.value = '';
    input.value = '';
    drop.hidden = true;
    input.focus();
    value.dispatchEvent(new Event('change', { bubbles: true }));
  });
  if (results.length > 0 && !value.value) {
    input.focus();
    show(results);
  }
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, text] of Object.entries(attributes)) made.setAttribute(name, text);
  made.append(...children);
  return made;
}
