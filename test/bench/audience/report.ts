/** What a side tells of its work: seconds, its own processor seconds, and the most memory it had, in MB. */
export interface Told {
  readonly seconds: number
  readonly cpu: number
  readonly memory: number
}

/** Does the work, and tells the bench. */
export const report = async (work: () => Promise<void>): Promise<void> => {
  const [cpu, start] = [process.cpuUsage(), performance.now()]
  await work()
  const seconds = (performance.now() - start) / 1000
  const { system, user } = process.cpuUsage(cpu)
  const told: Told = { seconds, cpu: (system + user) / 1e6, memory: process.resourceUsage().maxRSS / 1024 }
  process.send?.(told)
}
