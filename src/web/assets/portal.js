// Comfort on top of pages that work without it: Show Password, the policy ticked off while a password is typed,
// forms that redraw themselves when a choice changes them, and one submit per press.
document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', () => {
  for (const box of document.querySelectorAll('input[data-shows]')) showPasswords(box);
  for (const place of document.querySelectorAll('[data-password-check]')) checkWhileTyping(place);
  for (const form of document.querySelectorAll('form')) sendOnce(form);
  for (const form of document.querySelectorAll('form[data-form]')) redrawOnChange(form);
  document.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
});

function showPasswords(box) {
  box.addEventListener('change', () => {
    for (const name of box.dataset.shows.split(' ')) {
      const field = box.form.elements.namedItem(name);
      if (field) field.type = box.checked ? 'text' : 'password';
    }
  });
}

function sendOnce(form) {
  form.addEventListener('submit', (event) => {
    if (form.getAttribute('aria-busy') === 'true') event.preventDefault();
    else form.setAttribute('aria-busy', 'true');
  });
  // A page that comes back from the browser's memory may send again.
  window.addEventListener('pageshow', () => form.removeAttribute('aria-busy'));
}

function redrawOnChange(form) {
  form.addEventListener('change', (event) => {
    const field = event.target.closest('[data-redraws]');
    if (!field || event.target.matches('input[type="text"], textarea')) return;
    const button = document.createElement('button');
    button.name = 'do';
    button.value = `redraw:${field.dataset.redraws}`;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  });
}

function checkWhileTyping(place) {
  const form = place.querySelector('form');
  const { password, repeat, csrf } = form.elements;
  const list = place.querySelector('.policy');
  let asked = 0;
  let timer;

  const mark = (rule, met) => {
    const item = list.querySelector(`[data-rule="${rule}"]`);
    item.classList.toggle('met', met);
    item.setAttribute(
      'aria-label',
      `${item.textContent.trim()}: ${met ? list.dataset.met : list.dataset.unmet}`,
    );
  };
  const same = () => mark('same', password.value !== '' && password.value === repeat.value);

  async function ask() {
    asked += 1;
    const mine = asked;
    const body = new URLSearchParams({ password: password.value, csrf: csrf.value });
    const answer = await fetch(place.dataset.passwordCheck, { method: 'POST', body }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const { length, strong } = await answer.json();
    mark('length', length);
    mark('strong', strong === true);
  }

  password.addEventListener('input', () => {
    same();
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  repeat.addEventListener('input', same);
}
