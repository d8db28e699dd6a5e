/** Lets asynchronous work of one process happen one at a time, first come, first served. */
export interface Lock {
  /** Resolves with the function that lets the next one in. */
  acquire(): Promise<() => void>;
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** A free lock. */
export function createLock(): Lock {
  let last: Promise<void> = Promise.resolve();
  const acquire = async (): Promise<() => void> => {
    const before = last;
    let release = (): void => undefined;
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
  return {
    acquire,
    async run(work) {
      const release = await acquire();
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
