// A file that is chosen, or dropped, is compared with the one that a page tells of: by its SHA-256, in the browser, sent nowhere.
for (const field of document.querySelectorAll('[data-sha256]')) compareBy(field);

function compareBy(field) {
  const input = field.querySelector('input[type=file]');
  const says = field.querySelector('[data-says]');
  // Browsers hash nothing for pages without TLS: the number above is compared by other means there.
  if (!globalThis.crypto?.subtle) return;
  field.hidden = false;

  const compare = async () => {
    const [file] = input.files;
    if (!file) return;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const isSame = hex === field.dataset.sha256;
    says.className = `alert ${isSame ? 'good' : 'bad'}`;
    says.textContent = isSame ? field.dataset.same : field.dataset.other;
  };
  input.addEventListener('change', compare);
  field.addEventListener('dragover', (event) => event.preventDefault());
  field.addEventListener('drop', (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    compare();
  });
}
