// Comfort for pages that work without it: showing passwords, the policy while typing, forms that follow a choice.
document.documentElement.classList.add('js');

addEventListener('DOMContentLoaded', () => {
  for (const box of document.querySelectorAll('[data-shows]')) showPasswords(box);
  for (const place of document.querySelectorAll('[data-password-check]')) followPolicy(place);
  for (const form of document.querySelectorAll('form[data-form]')) followChoices(form);
  for (const form of document.querySelectorAll('form')) pressOnce(form);
  document.querySelector('.alert[role=alert]')?.scrollIntoView({ block: 'nearest' });
});

function showPasswords(box) {
  const inputs = box.dataset.shows.split(' ').map((id) => document.getElementById(id));
  box.addEventListener('change', () => {
    for (const input of inputs) input.type = box.checked ? 'text' : 'password';
  });
  // Sent as a password again, so that the browser offers to keep it.
  box.form?.addEventListener('submit', () => {
    for (const input of inputs) input.type = 'password';
  });
}

function followPolicy(place) {
  const [password, repeat] = ['password', 'repeat'].map((id) => place.querySelector(`#${id}`));
  const list = place.querySelector('.policy');
  const csrf = place.querySelector('[name=csrf]').value;
  let timer;
  let asked = 0;

  const mark = (rule, met) => {
    const item = list.querySelector(`[data-rule=${rule}]`);
    if (met === null) delete item.dataset.state;
    else item.dataset.state = met ? 'met' : 'unmet';
    let word = item.querySelector('.unseen');
    if (!word) {
      word = document.createElement('span');
      word.className = 'unseen';
      item.append(word);
    }
    word.textContent = met === null ? '' : met ? list.dataset.met : list.dataset.unmet;
  };

  const check = async () => {
    asked += 1;
    const mine = asked;
    const body = new URLSearchParams({ csrf, password: password.value });
    const answer = await fetch(place.dataset.passwordCheck, { method: 'POST', body }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const { length, strong } = await answer.json();
    if (mine !== asked) return;
    mark('length', length);
    mark('strong', strong);
  };

  const typed = () => {
    const length = [...password.value.normalize('NFKC')].length;
    const filled = password.value !== '';
    mark('length', filled ? length >= 12 && length <= 128 : null);
    mark('same', repeat.value === '' ? null : repeat.value === password.value);
    clearTimeout(timer);
    asked += 1;
    if (length >= 12 && length <= 128) timer = setTimeout(check, 350);
    else mark('strong', filled ? false : null);
  };
  password.addEventListener('input', typed);
  repeat.addEventListener('input', typed);
}

/** A field that changes the form draws it anew as soon as it is changed; Enter in it does the same. */
function followChoices(form) {
  const redraw = (name) => {
    const button = document.createElement('button');
    button.type = 'submit';
    button.name = 'do';
    button.value = `redraw:${name}`;
    button.formNoValidate = true;
    button.hidden = true;
    form.append(button);
    remember();
    form.requestSubmit(button);
  };
  const remember = () => {
    const place = { page: location.pathname, y: scrollY, field: document.activeElement?.name ?? '' };
    sessionStorage.setItem('place', JSON.stringify(place));
  };
  for (const field of form.querySelectorAll('[data-redraws]')) {
    const name = field.dataset.redraws;
    field.addEventListener('change', (event) => {
      // What is typed into a search is not a choice yet.
      if (event.target.name?.startsWith('query:')) return;
      redraw(name);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.target.type !== 'text' || event.target.name !== name) return;
      event.preventDefault();
      event.target.blur();
    });
  }
  form.addEventListener('submit', (event) => {
    if (/^(redraw|find):/.test(event.submitter?.value ?? '')) remember();
  });

  // A form drawn anew stands where it stood, with the same field under the cursor.
  const place = JSON.parse(sessionStorage.getItem('place') ?? 'null');
  sessionStorage.removeItem('place');
  if (place?.page !== location.pathname || document.querySelector('.alert[role=alert]')) return;
  scrollTo(0, place.y);
  const names = [...form.elements].filter((element) => element.name === place.field);
  (names.find((element) => element.checked) ?? names[0])?.focus({ preventScroll: true });
}

/** A second press while the first is on its way sends nothing. */
function pressOnce(form) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    // A download leaves the page standing, and a page that is come back to may be sent again.
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener('pageshow', () => delete form.dataset.sent);
}
