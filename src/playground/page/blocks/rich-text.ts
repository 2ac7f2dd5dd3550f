import type { JsonObject } from '../../contract.ts';
import { type Child, h, type VNode } from '../dom/h.ts';
import type { Surface } from '../fields.ts';
import type { App } from '../state.ts';
import {
  drawChannel,
  drawEmoji,
  drawLink,
  drawMention,
  formatSlackDate,
  object,
  objects,
  string,
} from '../text.ts';

export function drawRichText({ app }: Surface, block: JsonObject): VNode {
  return h(
    'div.rich-text',
    {},
    objects(block.elements).map((part) => drawPart(app, part)),
  );
}

function drawPart(app: App, part: JsonObject): VNode {
  switch (part.type) {
    case 'rich_text_list': {
      const style = { 'margin-inline-start': `${Number(part.indent ?? 0) * 1.5}em` };
      const items = objects(part.elements).map((item) => h('li', {}, drawPieces(app, item)));
      if (part.style !== 'ordered') return h('ul', { style }, items);
      return h('ol', { style, start: Number(part.offset ?? 0) + 1 }, items);
    }
    case 'rich_text_preformatted':
      return h('pre', {}, drawPieces(app, part));
    case 'rich_text_quote':
      return h('blockquote', {}, drawPieces(app, part));
    default:
      return h('div.line', {}, drawPieces(app, part));
  }
}

function drawPieces(app: App, part: JsonObject): Child[] {
  return objects(part.elements).map((piece) => styled(object(piece.style), drawPiece(app, piece)));
}

function drawPiece(app: App, piece: JsonObject): Child {
  switch (piece.type) {
    case 'text':
      return string(piece.text)
        .split('\n')
        .flatMap((line, index): Child[] => (index === 0 ? [line] : [h('br'), line]));
    case 'link':
      return drawLink(string(piece.url), string(piece.text) || string(piece.url));
    case 'emoji':
      return drawEmoji(string(piece.name));
    case 'user':
      return drawMention(app, string(piece.user_id));
    case 'channel':
      return drawChannel(app, string(piece.channel_id));
    case 'usergroup':
      return h('span.mention', {}, `@${string(piece.usergroup_id)}`);
    case 'broadcast':
      return h('span.mention', {}, `@${string(piece.range)}`);
    case 'date': {
      const text = formatSlackDate(Number(piece.timestamp), string(piece.format), app.state.language);
      return text || string(piece.fallback);
    }
    case 'color':
      return [h('span.swatch', { style: { 'background-color': string(piece.value) } }), string(piece.value)];
    default:
      return '';
  }
}

const styleTags: [string, string][] = [
  ['bold', 'b'],
  ['italic', 'i'],
  ['strike', 's'],
  ['underline', 'u'],
  ['code', 'code'],
];

function styled(style: JsonObject, child: Child): Child {
  return styleTags.reduce<Child>(
    (inner, [name, tag]) => (style[name] === true ? h(tag, {}, inner) : inner),
    child,
  );
}
