import net from 'node:net';
import { Duplex } from 'node:stream';

/**
 * Sessions of PostgreSQL that outlast the program that opened them: of what a storm costs its database, most is what some forty new
 * sessions learn of its tables and statements. A program that starts gets those that one before it in this process has closed, of the
 * same build and the same start; its locks, subscriptions, settings and temporary tables are gone, statements that were prepared by
 * name stay. What breaks, or is closed amid something, is closed.
 */

/** @type {Map<string, Session[]>} */
const idle = new Map();
const startedBy = (build, address, start) => `${build} ${address} ${start.toString('latin1')}`;

const Plain = net.Socket;

/** From now on sessions of the program at this address last; those of others end. */
export function sessionsLast(build) {
  for (const [key, sessions] of idle) if (!key.startsWith(`${build} `)) for (const one of sessions) one.end();
  // The driver alone makes a socket of nothing; all others go on from one that there is, or by `connect`.
  function Socket(options) {
    return options === undefined ? new Lasting(build) : new Plain(options);
  }
  Socket.prototype = Plain.prototype;
  net.Socket = Socket;
}

const int = (number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
};
const message = (type, body = Buffer.alloc(0)) =>
  Buffer.concat([Buffer.from(type), int(body.length + 4), body]);
const parsed = message('1');
/** What a session has done last that nobody has. */
export const forgetting = 'SELECT pg_advisory_unlock_all(); UNLISTEN *; RESET ALL; DISCARD TEMP';
const forget = message('Q', Buffer.from(`${forgetting}\0`));

/** Cuts what comes over a wire into messages, each with its type and length. */
class Messages {
  #rest = Buffer.alloc(0);

  *of(chunk) {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    while (bytes.length >= 5) {
      const length = 1 + bytes.readInt32BE(1);
      if (bytes.length < length) break;
      yield bytes.subarray(0, length);
      bytes = bytes.subarray(length);
    }
    this.#rest = bytes;
  }
}

const typeOf = (bytes) => String.fromCharCode(bytes[0] ?? 0);
const isReady = (bytes) => typeOf(bytes) === 'Z' && typeOf(bytes.subarray(5)) === 'I';

/** One session, and who has it now. */
class Session {
  /** What it was greeted with, for whoever gets it next. */
  #greeting = [];
  #isGreeted = false;
  /** Statements that it knows, by their names, and those that it is about to. */
  #known = new Map();
  #parsing = [];
  /** Nothing has been asked of it that is not answered, and it is in no transaction. */
  #isIdle = false;
  #came = new Messages();
  #socket;
  /** @type {Lasting | undefined} */
  user;
  key;

  constructor(address, start, key) {
    this.key = key;
    this.#socket = net.connect({ path: address });
    this.#socket.on('error', (error) => this.user?.destroy(error));
    this.#socket.on('close', () => {
      this.#remove();
      this.user?.destroy();
    });
    this.#socket.on('data', (chunk) => this.#hear(chunk));
    this.#socket.write(start);
  }

  #hear(chunk) {
    for (const bytes of this.#came.of(chunk)) {
      const type = typeOf(bytes);
      if (!this.#isGreeted) this.#greeting.push(Buffer.from(bytes));
      if (type === '1') this.#known.set(...(this.#parsing.shift() ?? ['', '']));
      if (type === 'E') this.#parsing = [];
      if (type !== 'Z') continue;
      this.#isGreeted = true;
      this.#isIdle = isReady(bytes);
      if (!this.user && this.#isIdle) this.#park();
    }
    this.user?.push(chunk);
  }

  greet(user) {
    this.user = user;
    this.#answer(this.#greeting);
  }

  /** Not at once: the driver reads no answer while it reads another one, or asks. Before anything that is still to come. */
  #answer(messages) {
    const { user } = this;
    process.nextTick(() => {
      for (const bytes of messages) user?.push(bytes);
    });
  }

  /** What is to be sent for these messages: a statement that is known already is not parsed once more. */
  send(messages) {
    this.#isIdle = false;
    for (const bytes of messages) {
      if (typeOf(bytes) === 'P') {
        const [name = '', text = ''] = bytes.toString('latin1', 5).split('\0');
        if (this.#known.get(name) === text && name !== '') {
          this.#answer([parsed]);
          continue;
        }
        this.#parsing.push([name, text]);
      }
      this.#socket.write(bytes);
    }
  }

  /** Its user goes. */
  leave() {
    this.user = undefined;
    if (!this.#isIdle) return this.end();
    this.#isIdle = false;
    this.#socket.write(forget);
  }

  end() {
    this.#remove();
    this.#socket.destroy();
  }

  #park() {
    const others = idle.get(this.key) ?? [];
    idle.set(this.key, [...others, this]);
  }

  #remove() {
    const others = idle.get(this.key) ?? [];
    idle.set(
      this.key,
      others.filter((one) => one !== this),
    );
  }
}

/** What the driver takes for its socket. */
class Lasting extends Duplex {
  #session;
  #address = '';
  #build;
  #asked = new Messages();

  constructor(build) {
    super({ autoDestroy: true, allowHalfOpen: false });
    this.#build = build;
  }

  connect(address) {
    this.#address = address;
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  _write(chunk, _encoding, done) {
    if (!this.#session) this.#begin(chunk);
    else {
      const messages = [...this.#asked.of(chunk)];
      // It says good-bye: whoever comes next goes on with it.
      const isLast = messages.some((bytes) => typeOf(bytes) === 'X');
      if (!isLast) this.#session.send(messages);
    }
    done();
  }

  #begin(start) {
    const key = startedBy(this.#build, this.#address, start);
    const found = idle.get(key)?.pop();
    this.#session = found ?? new Session(this.#address, start, key);
    if (found) found.greet(this);
    else this.#session.user = this;
  }

  _final(done) {
    this.#session?.leave();
    this.#session = undefined;
    this.push(null);
    done();
  }

  _destroy(error, done) {
    if (this.#session) {
      this.#session.user = undefined;
      this.#session.end();
    }
    this.#session = undefined;
    done(error);
  }

  _read() {}
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}
