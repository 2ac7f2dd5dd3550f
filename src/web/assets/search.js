// One field that finds while typing, in place of the button and the choices that the page has without a script.
for (const place of document.querySelectorAll('[data-search]')) combobox(place);

function combobox(place) {
  const { search, name, label, placeholder, none, clear } = place.dataset;
  const chosen = place.querySelector('input[type="radio"]:checked');
  const hidden = element('input', { type: 'hidden', name, value: chosen?.value ?? '' });
  const field = element('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': label,
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    'aria-controls': `${name}-found`,
    autocomplete: 'off',
    placeholder,
  });
  field.value = chosen?.parentElement.textContent.trim() ?? '';
  const list = element('ul', { id: `${name}-found`, role: 'listbox', 'aria-label': label, hidden: '' });
  const status = element('p', { class: 'hint', role: 'status' });
  const forget = element('button', { type: 'button', class: 'plain' });
  forget.textContent = clear;
  forget.hidden = !chosen;
  place.replaceChildren(hidden, field, list, status, forget);

  let choices = [];
  let active = -1;
  let asked = 0;
  let timer;

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }

  function choose(choice) {
    hidden.value = JSON.stringify([choice.value, choice.label]);
    field.value = choice.label;
    forget.hidden = false;
    close();
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function move(to) {
    active = (to + choices.length) % choices.length;
    for (const [index, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(index === active));
    field.setAttribute('aria-activedescendant', list.children[active].id);
  }

  async function find() {
    asked += 1;
    const mine = asked;
    const answer = await fetch(`${search}&q=${encodeURIComponent(field.value)}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    choices = await answer.json();
    list.replaceChildren(
      ...choices.map((choice, index) => {
        const option = element('li', {
          role: 'option',
          id: `${name}-found-${index}`,
          'aria-selected': 'false',
        });
        option.textContent = choice.label;
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          choose(choice);
        });
        return option;
      }),
    );
    status.textContent = choices.length === 0 ? none : '';
    list.hidden = choices.length === 0;
    field.setAttribute('aria-expanded', String(choices.length > 0));
  }

  field.addEventListener('input', () => {
    hidden.value = '';
    forget.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(find, 200);
  });
  field.addEventListener('focus', () => {
    if (!hidden.value) find();
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && active >= 0) choose(choices[active]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  forget.addEventListener('click', () => {
    hidden.value = '';
    field.value = '';
    forget.hidden = true;
    field.focus();
  });
}

function element(tag, attributes) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
