import type {
  AllMiddlewareArgs,
  App,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
} from '@slack/bolt';

/** Menus that are searched are in blocks alone. */
type Options = SlackOptionsMiddlewareArgs<'block_suggestion'>;

type Handler<Args> = (args: Args & AllMiddlewareArgs) => Promise<void>;

/** For each kind of what people do, what is done then. */
export interface Interactions {
  command: Handler<SlackCommandMiddlewareArgs>;
  action: Handler<SlackActionMiddlewareArgs>;
  view: Handler<SlackViewMiddlewareArgs>;
  shortcut: Handler<SlackShortcutMiddlewareArgs>;
  options: Handler<Options>;
}

/**
 * Leads every interaction to its handler. Bolt's listeners would each be asked of each delivery whether it is theirs, by promises that cost a
 * click more than its right; events, which are rare, go to those.
 */
export function handleInteractions(app: App, handlers: Interactions): void {
  app.use(async (args) => {
    if ('view' in args) return handlers.view(args);
    if ('action' in args) return handlers.action(args);
    if ('command' in args) return handlers.command(args);
    if ('options' in args) return handlers.options(args as Options & AllMiddlewareArgs);
    if ('shortcut' in args) return handlers.shortcut(args);
    return args.next();
  });
}
