import CLinux
import Daraja
import Files
import Glibc
import Payments
import Spool

/// Where the tag keys come from, so that a rotation reaches a running listener.
package struct KeySource: Sendable {
  /// Changes whenever the keys may have changed; cheap, asked with every heartbeat.
  package var stamp: @Sendable () -> String
  /// Reads the keys.
  package var load: @Sendable () throws -> TagKeyRing

  /// A source as given.
  package init(stamp: @escaping @Sendable () -> String, load: @escaping @Sendable () throws -> TagKeyRing) {
    self.stamp = stamp
    self.load = load
  }

  /// A file, read again when its inode, length or time changes.
  package static func file(_ path: String, load: @escaping @Sendable () throws -> TagKeyRing) -> KeySource {
    KeySource(
      stamp: {
        guard let facts = FileFacts(path: path) else { return "missing" }
        return "\(facts.device) \(facts.inode) \(facts.lengthBytes) \(facts.modifiedWallMilliseconds)"
      },
      load: load)
  }
}

/// The bounds that keep the internet from filling the listener.
package struct ListenerLimits: Sendable {
  /// From connecting, and from each answer, to the end of a request.
  package var requestMilliseconds: Int64 = 10_000
  /// The longest body.
  package var bodyBytes = 16 * 1024
  /// The longest head: all header lines, and the request line by itself.
  package var headBytes = 8 * 1024
  /// Connections at a time; beyond them the oldest makes room, strangers first.
  package var connections = 512
  /// Requests on one connection; a proxy opens another then.
  package var requestsPerConnection = 100
  /// Threads that write to the disk, which does for many at once what it would do for one.
  package var storeThreads = 32
  /// Callbacks that may wait for one of these threads.
  package var storeQueue = 64
  /// Callbacks of strangers among those that wait or are being written.
  package var strangersInQueue = 36
  /// Between two heartbeats.
  package var heartbeatMilliseconds: Int64 = 10_000
  /// Between two looks whether what is wrong has been mended.
  package var troubleLookMilliseconds: Int64 = 500
  /// How long a connection is kept after its last answer, so that the answer arrives although more was being sent.
  package var lingerMilliseconds: Int64 = 1_000
  /// What is read and thrown away in that time before the connection is cut.
  package var lingerBytes = 256 * 1024
  /// How long a stop waits for the first bytes of a connection that was taken just before.
  package var firstHeadAtStopMilliseconds: Int64 = 2_000
  /// How long a stop waits for requests under way.
  package var stopMilliseconds: Int64 = 12_000

  /// The figures of the design.
  package init() {}
}

/// Everything that a listener has to know.
package struct ListenerSettings: Sendable {
  /// The address to listen on.
  package var address: String
  /// The port; 0 lets the kernel choose.
  package var port: Int
  /// A socket that takes connections already, and is used instead of address and port.
  package var socket: Int32?
  /// Called with every heartbeat that was written, on the thread that wrote it.
  package var onHeartbeat: @Sendable () -> Void = {}
  /// What stands before `/c/` in the addresses that Safaricom is given.
  package var publicURL: String
  /// simulator, sandbox or production.
  package var environment: String
  /// The short code whose tags are taken.
  package var shortCode: String
  /// The keys.
  package var keys: KeySource
  /// Whose addresses are Safaricom's.
  package var listedAddresses: AddressList
  /// The shop's own proxies, whose word is believed for whom they speak.
  package var trustedProxies: AddressList
  /// The header in which they say for whom they speak.
  package var forwardedHeader = Forwarding.Header.xForwardedFor
  /// Where callbacks go.
  package var delivery: any CallbackDelivery
  /// The listener's own log of what it acknowledged.
  package var witness: WitnessLog?
  /// What addresses that are not listed may use up.
  package var strangers = StrangersAllowance()
  /// The bounds.
  package var limits = ListenerLimits()
  /// Both clocks.
  package var now: @Sendable () -> Moment = Self.machineClock()

  /// Settings as given.
  package init(
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
  package var rule: CallbackRule {
    CallbackRule(
      environment: environment, shortCode: shortCode, bodyBytes: limits.bodyBytes, listed: listedAddresses,
      trustedProxies: trustedProxies, forwardedHeader: forwardedHeader)
  }

  /// The machine's clocks; the boot's name is read once.
  package static func machineClock() -> @Sendable () -> Moment {
    let bootID = KernelFiles.bootID()
    return {
      Moment(
        wallMilliseconds: kaunta_wall_milliseconds(), bootMilliseconds: kaunta_boot_milliseconds(), bootID: bootID)
    }
  }
}
