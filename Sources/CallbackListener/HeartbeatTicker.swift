import Logging
import NIOPosix
import Payments
import ServiceLifecycle
import Spool

/// Writes the heartbeat every ten seconds, and once a minute one line about what happened, if anything did.
///
/// While something is wrong it looks again twice a second: what was mended must not be reported any longer.
struct HeartbeatTicker: Service {
  let store: CallbackStore
  let state: ListenerState
  let threads: NIOThreadPool
  let intervalMilliseconds: Int64
  let troubleLookMilliseconds: Int64
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var told = Heartbeat.Counters()
      var toldTrouble: Phrase?
      var untilLineMilliseconds: Int64 = 0
      var sinceBeatMilliseconds: Int64 = 0
      let step = min(intervalMilliseconds, troubleLookMilliseconds)
      while true {
        do {
          // The beat: nothing but time makes it due.
          try await Task.sleep(for: .milliseconds(step))
          sinceBeatMilliseconds += step
          untilLineMilliseconds -= step
          if state.trouble == nil, sinceBeatMilliseconds < intervalMilliseconds { continue }
          sinceBeatMilliseconds = 0
          try await threads.runIfActive { store.tend() }
        } catch {
          // Cancelled: the listener stops.
          return
        }
        if untilLineMilliseconds > 0 { continue }
        let counters = state.counters
        let trouble = state.trouble
        if counters == told && trouble == toldTrouble { continue }
        log(since: told, counters, trouble)
        told = counters
        toldTrouble = trouble
        untilLineMilliseconds = 60_000
      }
    }
  }

  private func log(since told: Heartbeat.Counters, _ now: Heartbeat.Counters, _ trouble: Phrase?) {
    var words: [String] = []
    for (name, value) in now.named {
      let before = told[name]
      if value != before { words.append("\(name.replacing("_", with: " ")) \(value - before)") }
    }
    let line = "callbacks: " + (words.isEmpty ? "nothing new" : words.joined(separator: ", "))
    if let trouble { logger.error("\(line). \(trouble.english)") } else { logger.info("\(line)") }
  }
}
