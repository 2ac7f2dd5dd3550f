import type { Change } from '../contract.ts';

export interface ChangeStream {
  onChange(change: Change): void;
  /** Connected for the first time or again: changes in between were missed. */
  onOpen(): void;
  onLost(): void;
}

type Told = { change: Change } | 'open' | 'lost' | 'joined';

const name = 'playground.changes';

/**
 * Listens to what changes. A browser allows six connections to a host, so that all its pages share one stream: the page that
 * holds a lock of the browser's has it and tells the others; once that page is gone, the next one takes its place and reads anew.
 */
export function listenForChanges(stream: ChangeStream): void {
  const hear = (told: Told) => {
    if (told === 'open') stream.onOpen();
    else if (told === 'lost') stream.onLost();
    else if (told !== 'joined') stream.onChange(told.change);
  };
  // Both are there on this machine's own addresses; elsewhere a browser has the locks with TLS alone.
  if (!('locks' in navigator)) {
    openStream(hear);
    return;
  }
  const others = new BroadcastChannel(name);
  others.onmessage = ({ data }: MessageEvent<Told>) => hear(data);
  others.postMessage('joined' satisfies Told);
  void navigator.locks.request(name, () => {
    let isOpen = false;
    openStream((told) => {
      if (told === 'open' || told === 'lost') isOpen = told === 'open';
      hear(told);
      others.postMessage(told);
    });
    others.onmessage = ({ data }: MessageEvent<Told>) => {
      // Whoever comes later has missed that the stream is open.
      if (data === 'joined') others.postMessage((isOpen ? 'open' : 'lost') satisfies Told);
    };
    // Held as long as this page lives.
    return new Promise(() => undefined);
  });
}

function openStream(tell: (told: Told) => void): void {
  const source = new EventSource('/playground/api/changes');
  source.onopen = () => tell('open');
  source.onmessage = (event) => tell({ change: JSON.parse(String(event.data)) as Change });
  source.onerror = () => {
    tell('lost');
    // A browser gives up for good when the answer was not an event stream, as a restarting server's can be.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => openStream(tell), 2000);
  };
}
