export const channel = {
  'channel.title': 'Notice channels',
  'channel.text': 'See which channel gets which notices; change or release them.',
  'channel.howTo':
    'To bind a channel, type /pintu channel in it. Notices that have no channel go to the people themselves.',
  'channel.none': 'No channel is bound yet.',
  'channel.all': 'All channels',
  'channel.unbound':
    'The channel where you typed this command is not bound yet. Notices go to the people themselves.',
  'channel.boundFor': 'At present it is bound for: {purpose}.',
  'channel.name': 'Channel name',
  'channel.nameHint': 'Shown in the list of channels and in the health check.',
  'channel.purpose': 'Notices for',
  'channel.purpose.SATKER': 'Satker',
  'channel.purpose.KPPN': 'KPPN',
  'channel.purpose.ADMINS': 'The admins',
  'channel.purpose.IMPORTS': 'Imports',
  'channel.boundBy': 'Bound by',
  'channel.bind': 'Bind',
  'channel.change': 'Change',
  'channel.release': 'Release',
  'channel.releaseText':
    'Release {name} ({purpose})? Further notices go to the people themselves, and the release is recorded.',
  'channel.saved': '{name} is now bound for: {purpose}.',
  'channel.releasedNow': '{name} has been released.',
  'channel.arrives': 'Notices arrive',
  'channel.underWay': 'The first message is on its way',
  'channel.refused': 'Satu Pintu cannot write there',
  'channel.mend':
    'The chat service answered: {reason}. Add the Satu Pintu app to the channel (in Slack: /invite @Satu Pintu, in Teams: Manage team → Apps), then press “{retry}”. What did not arrive in the last 30 days is sent then too.',
  'channel.retry': 'Send again',
  'channel.lookAgain': 'Look again',
  'channel.unreached': 'Channel for notices for {purpose}. Fix it with /pintu channel.',
  'channel.said.bound': 'From now on this channel gets the notices for: {purpose}. Bound by {by}.',
  'channel.said.released': 'This channel no longer gets the notices for: {purpose}. Released by {by}.',
  'channel.nobody.unit': 'There is no unit of this kind yet. Add one first with /pintu people.',
  'channel.error.name': 'Enter a name for the channel, at most {max} characters.',
  'channel.error.purpose': 'Choose what this channel is for.',
  'channel.error.unit': 'Choose one from the list that appears.',
  'channel.error.changed':
    'This channel has been changed since the form was opened, so nothing has changed. Open it once more.',
  'channel.error.gone':
    'The binding of this channel has changed. Type /pintu channel once more in that channel.',
} as const;
