// Loaded into both sides before their own code: answers what this process has used so far, to the microsecond.
process.on('message', (question) => {
  if (question === 'settle') {
    // Twice: the first collection finds what the second can give back.
    globalThis.gc();
    globalThis.gc();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ cpuMs: (user + system) / 1000, rss, heapUsed });
});
process.channel.unref();
