// A field to draw in: what is drawn, or chosen as a picture, is what the form's own file field sends.
for (const form of document.querySelectorAll('form[data-drawing]')) drawIn(form);

function drawIn(form) {
  const canvas = form.querySelector('canvas');
  const file = form.querySelector(`#${form.dataset.drawing}`);
  const says = form.querySelector('[data-says]');
  const pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.6, penColor: '#0b1f4b' });
  /** The picture that was chosen instead. */
  let chosen = null;

  const say = () => {
    const isEmpty = pad.isEmpty() && !chosen;
    says.textContent = isEmpty ? canvas.dataset.empty : canvas.dataset.drawn;
    for (const button of form.querySelectorAll('[data-does]')) button.disabled = isEmpty;
  };

  /** As sharp as the screen; what is drawn stays where it is. */
  const sharpen = () => {
    const ratio = Math.max(devicePixelRatio || 1, 1);
    const strokes = pad.toData();
    canvas.width = canvas.offsetWidth * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext('2d').scale(ratio, ratio);
    pad.fromData(strokes);
    if (chosen) showChosen();
  };

  const showChosen = () => {
    const scale = Math.min(canvas.offsetWidth / chosen.width, canvas.offsetHeight / chosen.height, 1);
    const [width, height] = [chosen.width * scale, chosen.height * scale];
    canvas
      .getContext('2d')
      .drawImage(chosen, (canvas.offsetWidth - width) / 2, (canvas.offsetHeight - height) / 2, width, height);
  };

  pad.addEventListener('beginStroke', () => {
    // The pen takes the place of a picture.
    if (!chosen) return;
    chosen = null;
    file.value = '';
    pad.clear();
  });
  pad.addEventListener('endStroke', say);

  const does = {
    undo() {
      if (chosen) return does.clear();
      pad.fromData(pad.toData().slice(0, -1));
    },
    clear() {
      chosen = null;
      file.value = '';
      pad.clear();
    },
  };
  for (const button of form.querySelectorAll('[data-does]')) {
    button.addEventListener('click', () => {
      does[button.dataset.does]();
      say();
    });
  }

  file.addEventListener('change', async () => {
    const [picked] = file.files;
    pad.clear();
    chosen = picked ? await createImageBitmap(picked).catch(() => null) : null;
    if (chosen) showChosen();
    say();
  });

  form.addEventListener('submit', () => {
    if (chosen || pad.isEmpty()) return;
    const sent = new DataTransfer();
    sent.items.add(new File([cropped(canvas, pad)], 'initial.png', { type: 'image/png' }));
    file.files = sent.files;
  });

  addEventListener('resize', sharpen);
  sharpen();
  say();
}

/** The drawing without the empty paper around it, as a PNG. */
function cropped(canvas, pad) {
  const points = pad.toData().flatMap((stroke) => stroke.points);
  const margin = 6;
  const [xs, ys] = ['x', 'y'].map((axis) => points.map((point) => point[axis]));
  const left = Math.max(0, Math.min(...xs) - margin);
  const top = Math.max(0, Math.min(...ys) - margin);
  const width = Math.min(canvas.offsetWidth, Math.max(...xs) + margin) - left;
  const height = Math.min(canvas.offsetHeight, Math.max(...ys) + margin) - top;
  const ratio = canvas.width / canvas.offsetWidth;
  const paper = document.createElement('canvas');
  // No larger than is of use on a page.
  const scale = Math.min(2, 1200 / width, 600 / height);
  paper.width = Math.ceil(width * scale);
  paper.height = Math.ceil(height * scale);
  paper
    .getContext('2d')
    .drawImage(
      canvas,
      left * ratio,
      top * ratio,
      width * ratio,
      height * ratio,
      0,
      0,
      paper.width,
      paper.height,
    );
  const encoded = atob(paper.toDataURL('image/png').split(',')[1]);
  return Uint8Array.from(encoded, (char) => char.charCodeAt(0));
}
