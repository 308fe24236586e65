import CallbackListener
import Files
import Ledger
import Payments
import Settings
import Spool

extension DoctorReport {
  private static let answersMilliseconds: Int64 = 7 * 86_400_000
  private static let mostPayments = 500
  private static let mostTold = 8

  /// A ledger that a restore put aside still knows keys of `--once`; one that cannot be read refuses every new one.
  mutating func tellLedgersPutAside(beside path: String, of ledger: LedgerDatabase) {
    do {
      for error in try LedgerRemains.silent(in: ByPath.directory(of: path), of: ledger) {
        guard case .keysUnknown(let file, let isLocked) = error else { continue }
        let remedy =
          isLocked
          ? "another program has it open: end that one" : "compare the statement, then move it out of its directory"
        bad(
          "ledger", "\(file), which a restore put aside, cannot be read, so `push --once` takes no new key; \(remedy)")
      }
    } catch { bad("ledger", error.sentence) }
  }

  /// Answers that nobody here knew what to make of, and behind them refusals: their words may tell the owner, or
  /// Safaricom's support.
  mutating func tellForeignAnswers(in ledger: LedgerDatabase, at now: Moment) {
    let since = now.wallMilliseconds - Self.answersMilliseconds
    let payments = (try? ledger.newestPayments(limit: Self.mostPayments, sinceWallMilliseconds: since)) ?? []
    var told: [(isUnderstood: Bool, words: String, count: Int)] = []
    for payment in payments {
      for row in (try? ledger.evidence(of: payment.id)) ?? [] {
        guard let words = row.evidence.foreignWords else { continue }
        if let index = told.firstIndex(where: { $0.words == words }) {
          told[index].count += 1
        } else {
          let isUnderstood = if case .refused = row.evidence { true } else { false }
          told.append((isUnderstood, words, 1))
        }
      }
    }
    // What nobody understood is what is looked for here; what was refused is said at each payment too.
    told = told.filter { !$0.isUnderstood } + told.filter(\.isUnderstood)
    for (isUnderstood, words, count) in told.prefix(Self.mostTold) {
      let times = count == 1 ? "once" : "\(count) times"
      warn("answers", "\(isUnderstood ? "refused" : "not understood"), \(times) in seven days; \(words)")
    }
    if told.count > Self.mostTold {
      warn("answers", "\(told.count - Self.mostTold) others; look with kaunta payment")
    }
  }
}

extension Heartbeat {
  /// What answers from addresses that are not Safaricom's ask of the owner.
  func wordsOnStrangers(_ settings: CallbackSettings) -> String {
    let came =
      "\(counters.fromUnlistedAddresses) answers with a good tag came from addresses that are not in "
      + "callbacks.safaricom_addresses"
    let proxies = (try? AddressList(settings.trustedProxies)) ?? .none
    switch lastUnlistedPeer {
    case nil: return came + "; if Safaricom confirms those addresses, add them"
    case "unknown":
      return came
        + "; for the last one the proxy named no address: look at callbacks.forwarded_header and at what it sends"
    // Its address among Safaricom's would make whatever anybody sends a proof.
    case let peer? where PeerAddress(peer).map(proxies.contains) == true:
      return came
        + "; the last one came through your own proxy \(peer), which sent no \(settings.forwardedHeader): let it set "
        + "that header, or name the one that it sets in callbacks.forwarded_header"
    case let peer?:
      return came
        + ", the last one from \(peer): add it there if Safaricom confirms it, or to callbacks.trusted_proxies if "
        + "it is a proxy of yours"
    }
  }
}
