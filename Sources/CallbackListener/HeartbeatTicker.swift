import Logging
import NIOPosix
import Payments
import ServiceLifecycle
import Spool

/// Writes the heartbeat every ten seconds, and once a minute one line about what happened, if anything did.
struct HeartbeatTicker: Service {
  let store: CallbackStore
  let book: ListenerBook
  let threads: NIOThreadPool
  let intervalMilliseconds: Int64
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var told = Heartbeat.Counters()
      var toldTrouble: Phrase?
      var beatsUntilLine: Int64 = 0
      while true {
        do {
          try await Task.sleep(for: .milliseconds(intervalMilliseconds))
          try await threads.runIfActive { store.tend() }
        } catch {
          // Cancelled: the listener stops.
          return
        }
        beatsUntilLine -= 1
        if beatsUntilLine > 0 { continue }
        let counters = book.counters
        let trouble = book.trouble
        if counters == told && trouble == toldTrouble { continue }
        log(since: told, counters, trouble)
        told = counters
        toldTrouble = trouble
        beatsUntilLine = max(1, 60_000 / max(1, intervalMilliseconds))
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
