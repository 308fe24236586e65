import CLinux
import Daraja
import Files
import Glibc
import Payments
import Spool

/// Where the tag keys come from, so that a rotation reaches a running listener.
public struct KeySource: Sendable {
  /// Changes whenever the keys may have changed; cheap, asked with every heartbeat.
  public var stamp: @Sendable () -> String
  /// Reads the keys.
  public var load: @Sendable () throws -> TagKeyRing

  /// A source as given.
  public init(stamp: @escaping @Sendable () -> String, load: @escaping @Sendable () throws -> TagKeyRing) {
    self.stamp = stamp
    self.load = load
  }

  /// A file, read again when its inode, length or time changes.
  public static func file(_ path: String, load: @escaping @Sendable () throws -> TagKeyRing) -> KeySource {
    KeySource(
      stamp: {
        guard let facts = FileFacts(path: path) else { return "missing" }
        return "\(facts.device) \(facts.inode) \(facts.lengthBytes) \(facts.modifiedWallMilliseconds)"
      },
      load: load)
  }
}

/// The bounds that keep the internet from filling the listener.
public struct ListenerLimits: Sendable {
  /// From connecting, and from each answer, to the end of a request.
  public var requestMilliseconds: Int64 = 10_000
  /// The longest body.
  public var bodyBytes = 16 * 1024
  /// The longest head: all header lines, and the request line by itself.
  public var headBytes = 8 * 1024
  /// Connections at a time; beyond them the oldest makes room, strangers first.
  public var connections = 512
  /// Requests on one connection; a proxy opens another then.
  public var requestsPerConnection = 100
  /// Threads that write to the disk.
  public var storeThreads = 8
  /// Callbacks that may wait for one of these threads.
  public var storeQueue = 64
  /// Callbacks of strangers among those that wait or are being written.
  public var strangersInQueue = 36
  /// Between two heartbeats.
  public var heartbeatMilliseconds: Int64 = 10_000
  /// How long a connection is kept after its last answer, so that the answer arrives although more was being sent.
  public var lingerMilliseconds: Int64 = 1_000
  /// What is read and thrown away in that time before the connection is cut.
  public var lingerBytes = 256 * 1024
  /// How long a stop waits for requests under way.
  public var stopMilliseconds: Int64 = 12_000

  /// The figures of the design.
  public init() {}
}

/// Everything that a listener has to know.
public struct ListenerSettings: Sendable {
  /// The address to listen on.
  public var address: String
  /// The port; 0 lets the kernel choose.
  public var port: Int
  /// What stands before `/c/` in the addresses that Safaricom is given.
  public var publicURL: String
  /// simulator, sandbox or production.
  public var environment: String
  /// The short code whose tags are taken.
  public var shortCode: String
  /// The keys.
  public var keys: KeySource
  /// Whose addresses are Safaricom's.
  public var listedAddresses: AddressList
  /// The shop's own proxies, whose word is believed for whom they speak.
  public var trustedProxies: AddressList
  /// The header in which they say for whom they speak.
  public var forwardedHeader = Forwarding.Header.xForwardedFor
  /// Where callbacks go.
  public var delivery: any CallbackDelivery
  /// The listener's own log of what it acknowledged.
  public var witness: WitnessLog?
  /// What addresses that are not listed may use up.
  public var strangers = StrangersAllowance()
  /// The bounds.
  public var limits = ListenerLimits()
  /// Both clocks.
  public var now: @Sendable () -> Moment = Self.machineClock()

  /// Settings as given.
  public init(
    address: String, port: Int, publicURL: String, environment: String, shortCode: String, keys: KeySource,
    listedAddresses: AddressList, trustedProxies: AddressList, delivery: any CallbackDelivery,
    witness: WitnessLog?
  ) {
    self.address = address
    self.port = port
    self.publicURL = publicURL
    self.environment = environment
    self.shortCode = shortCode
    self.keys = keys
    self.listedAddresses = listedAddresses
    self.trustedProxies = trustedProxies
    self.delivery = delivery
    self.witness = witness
  }

  /// The rule that follows from them.
  public var rule: CallbackRule {
    CallbackRule(
      environment: environment, shortCode: shortCode, bodyBytes: limits.bodyBytes, listed: listedAddresses,
      trustedProxies: trustedProxies, forwardedHeader: forwardedHeader)
  }

  /// The machine's clocks; the boot's name is read once.
  public static func machineClock() -> @Sendable () -> Moment {
    let bootID = readBootID()
    return {
      Moment(
        wallMilliseconds: kaunta_wall_milliseconds(), bootMilliseconds: kaunta_boot_milliseconds(), bootID: bootID)
    }
  }

  private static func readBootID() -> String {
    let bytes = (try? WholeFile.read("/proc/sys/kernel/random/boot_id", limitBytes: 64)) ?? []
    return bytes.isEmpty ? "unknown" : String(decoding: bytes.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
