import Daraja
import DarajaSimulator
import Payments
import Shop

import struct Spool.Heartbeat
import struct Spool.SpoolName
import struct Spool.StrangersAllowance

/// The callback listener's process without its sockets: address, tag, size, peer; then the spool, then 200.
struct SimulatedListener {
  /// The longest body that is taken.
  static let longestBodyBytes = 16 * 1024
  /// It looks after keys, reserve and heartbeat this often.
  static let beatMilliseconds: Int64 = 10_000

  /// What became of a request.
  enum Outcome: Equatable {
    case stored(ArrivalName, under: TagKey.Status)
    case refused
    case wrongTag
    case tooLarge

    /// What the caller is answered.
    var status: Int {
      switch self {
      case .stored: 200
      case .refused: 503
      case .wrongTag: 404
      case .tooLarge: 413
      }
    }
  }

  private(set) var heartbeat: Heartbeat { didSet { told = nil } }
  /// What desks read of it; nil since it changed.
  private var told: ListenerReport?
  private var keys: TagKeyRing
  private var strangers = StrangersAllowance()
  private let startedAt: Moment
  private var beatsMade: Int64 = 0

  init(keys: TagKeyRing, shortCode: String, startedAt: Moment) {
    self.keys = keys
    self.startedAt = startedAt
    heartbeat = Heartbeat(
      moment: startedAt, processID: 1, listensOn: "127.0.0.1:8744", publicURL: World.publicURL,
      environment: DarajaEnvironment.simulator.rawValue, shortCode: shortCode, keyFingerprints: keys.fingerprints)
  }

  /// What it did at its last beat: keys, reserve, heartbeat.
  ///
  /// - Parameter keyFile: read only when a beat is due.
  mutating func tend(keyFile: @autoclosure () -> TagKeyRing, spool: MemorySpool, at now: Moment) {
    let beats = now.elapsedMilliseconds(since: startedAt) / Self.beatMilliseconds
    if beats <= beatsMade { return }
    beatsMade = beats
    heartbeat.moment = startedAt.advanced(byMilliseconds: beats * Self.beatMilliseconds)
    keys = keyFile()
    heartbeat.keyFingerprints = keys.fingerprints
    spool.fillReserve()
  }

  /// What desks read of the heartbeat.
  mutating func report() -> ListenerReport {
    if let told { return told }
    let report = heartbeat.report
    told = report
    return report
  }

  /// Takes a request; 200 only once the callback is in the spool.
  mutating func post(
    url: String, body: [UInt8], peer: PeerClass, spool: MemorySpool, breaksOff: Bool, at now: Moment
  ) -> Outcome {
    guard url.hasPrefix(World.publicURL),
      let (id, tag) = CallbackAddress.parse(String(url.dropFirst(World.publicURL.count)))
    else { return .wrongTag }
    let found = keys.verify(
      tag: tag, paymentID: id, environment: heartbeat.environment, shortCode: heartbeat.shortCode)
    guard let status = found else {
      if peer == .listed { heartbeat.noteWrongTag(id) }
      return .wrongTag
    }
    if body.count > Self.longestBodyBytes { return .tooLarge }
    let day = EastAfricaTime(now).businessDay
    guard let name = SpoolName(fileName: MemorySpool.fileName(body, id, peer)),
      strangers.admits(name, lengthBytes: body.count, day: day)
    else { return .refused }
    let stored = spool.store(
      body, to: id, peer: peer, keyIsTrusted: status != .suspect, breaksOff: breaksOff, at: now)
    guard let stored else {
      heartbeat.noteRefused(id)
      return .refused
    }
    if peer == .listed {
      heartbeat.noteStored(id)
      heartbeat.lastCallbackAt = now
    }
    return .stored(stored, under: status)
  }
}
