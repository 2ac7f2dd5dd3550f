/**
 * What packages bring along for uses that are not ours. All of it would be read, and most of it run, at every start: two
 * megabytes, and a sixth of a start's time. Where a package no longer is as it is described here, the build fails.
 */

/** Stands for a module that is left out: whoever takes something of it is told so at that moment. */
const leftOut = (name) => `module.exports = new Proxy({}, {
  get(_, key) {
    if (typeof key === 'symbol' || key === '__esModule') return undefined;
    throw new Error(${JSON.stringify(`${name} is left out of the build`)} + ': ' + key);
  },
});`;

/** By package: what its files ask for, and what they get instead. */
const instead = [
  // Bolt's other doors. Ours are HTTP, whose bodies we read ourselves, and Socket Mode, which `platforms/slack/socket.ts` loads.
  ...[
    './receivers/AwsLambdaReceiver',
    './receivers/ExpressReceiver',
    './receivers/SocketModeReceiver',
    '@slack/oauth',
    'raw-body',
  ].map((asked) => ({ of: '@slack/bolt', asked, code: leftOut(asked) })),
  // Looks for settings of the worker in the folders above the program: we hand it all that it has.
  {
    of: 'graphile-worker',
    asked: 'cosmiconfig',
    code: 'exports.cosmiconfigSync = () => ({ search: () => null });',
  },
  // Finds out by building a `Response` whether this is Cloudflare, for which Node loads a whole HTTP client.
  {
    of: 'pg',
    asked: './stream',
    code: `exports.getStream = () => new (require('node:net').Socket)();
exports.getSecureStream = (options) => require('node:tls').connect(options);`,
  },
  // What teams-ai has for language models and for signing people in: two thirds of it, with a recogniser of dates in ten languages.
  ...[
    './AI',
    './augmentations',
    './dataSources',
    './embeddings',
    './models',
    './moderators',
    './planners',
    './prompts',
    './tokenizers',
    './validators',
    './TeamsBotSsoPrompt',
    './authentication/TeamsBotSsoPrompt',
    'botbuilder-dialogs',
  ].map((asked) => ({ of: '@microsoft/teams-ai', asked, code: leftOut(asked) })),
  // It reads workbooks too, and knows CSV: we only write workbooks.
  ...['unzipper', 'fast-csv'].map((asked) => ({ of: 'exceljs', asked, code: leftOut(asked) })),
  // Traces, for who has installed what they go to; it does without what is not there.
  ...['@opentelemetry/api', '@opentelemetry/api-logs'].map((asked) => ({
    of: '@microsoft/agents-telemetry',
    asked,
    code: `throw new Error('${asked} is left out of the build');`,
  })),
];

/** @type {import('esbuild').Plugin} */
export const slimmer = {
  name: 'slimmer',
  setup(build) {
    const unused = new Set(instead);
    build.onResolve(
      {
        filter:
          /^(\.\/|@slack\/oauth$|raw-body$|cosmiconfig$|botbuilder-dialogs$|unzipper$|fast-csv$|@opentelemetry\/)/,
      },
      ({ path: asked, importer }) => {
        const found = instead.find(
          (each) => each.asked === asked && importer.includes(`node_modules/${each.of}/`),
        );
        if (!found) return undefined;
        unused.delete(found);
        return { path: `${found.of}: ${asked}`, namespace: 'instead', pluginData: found };
      },
    );
    build.onLoad({ filter: /.*/, namespace: 'instead' }, ({ pluginData }) => ({
      contents: pluginData.code,
      loader: 'js',
    }));
    build.onEnd(() => ({
      errors: [...unused].map(({ of, asked }) => ({ text: `${of} no longer asks for ${asked}` })),
    }));
  },
};
