import Payments

/// The shop's own callback to itself through its public address: it shows that Safaricom's find their way, and is never
/// money.
///
/// Its tag is made for trials alone, its body is thrown away, and its file has a name that no reader of the spool takes
/// for a callback. It is in no count, no witness log and no ledger.
package struct TrialCallback: Sendable, Equatable {
  /// A trial's address holds for so long: whoever reads it in a log later can do nothing with it.
  package static let longestMilliseconds: Int64 = 600_000

  /// What its address named: an ID that no payment has.
  package let id: PaymentID
  /// Who sent it, as the listener sees it.
  package let peerClass: PeerClass
  /// From which address; nil when nothing said so.
  package let peer: String?

  /// A trial as it came; nil for one of another time.
  package init?(_ id: PaymentID, from peerClass: PeerClass, _ peer: String?, at now: Moment) {
    guard (now.wallMilliseconds - id.wallMilliseconds).magnitude <= UInt64(Self.longestMilliseconds) else { return nil }
    self.init(id: id, peerClass: peerClass, peer: peer)
  }

  private init(id: PaymentID, peerClass: PeerClass, peer: String?) {
    self.id = id
    self.peerClass = peerClass
    self.peer = peer
  }

  var fileName: String { Self.fileName(id) }

  static let namePrefix = SpoolDirectory.probePrefix + "trial."

  static func fileName(_ id: PaymentID) -> String { namePrefix + id.hex }

  var content: [UInt8] { Array("kaunta-trial 1 \(peerClass.rawValue) \(peer ?? "-")\n".utf8) }

  init?(_ id: PaymentID, content: [UInt8]) {
    let words = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 4, words.starts(with: ["kaunta-trial", "1"]),
      let peerClass = PeerClass(rawValue: String(words[2]))
    else { return nil }
    self.init(id: id, peerClass: peerClass, peer: words[3] == "-" ? nil : String(words[3]))
  }
}

extension SpoolDirectory {
  /// Stores that a trial came, step by step as a callback is stored; once more is the same.
  package func note(_ trial: TrialCallback) throws(SpoolError) {
    let root = try root()
    let unfinished = try root.directory(.tmp)
    let delivered = try root.directory(.new)
    let temporary = temporaryName()
    try unfinished.create(temporary, trial.content, mode: modes.file, durably: true)
    defer { unfinished.unlinkQuietly(temporary) }
    if try unfinished.move(temporary, to: delivered, as: trial.fileName) { try delivered.sync() }
  }

  /// Takes a trial out of the spool; nil when it did not come.
  ///
  /// One of an earlier trial that came too late goes as well, and what nobody takes, the listener clears away at its
  /// start.
  package func takeTrial(_ id: PaymentID) throws(SpoolError) -> TrialCallback? {
    let delivered = try open(.new)
    for name in try delivered.list() where name.hasPrefix(TrialCallback.namePrefix) {
      guard let other = PaymentID(hex: String(name.dropFirst(TrialCallback.namePrefix.count))),
        id.wallMilliseconds - other.wallMilliseconds > TrialCallback.longestMilliseconds
      else { continue }
      delivered.unlinkQuietly(name)
    }
    let name = TrialCallback.fileName(id)
    guard let content = try delivered.content(name, limitBytes: 1_024) else { return nil }
    delivered.unlinkQuietly(name)
    return TrialCallback(id, content: content)
  }
}
