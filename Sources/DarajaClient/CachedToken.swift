import CanonicalJSON
import Daraja
import Payments

/// A token with the time of its minting, as the cache's file keeps it.
struct CachedToken: Equatable {
  let token: AccessToken
  let minted: Moment
  let lifetimeSeconds: Int

  /// The file's form; another version is unreadable, and an unreadable cache means minting.
  private static let version: Int64 = 1

  /// Refreshed so long before its end, or at half of a life that is not much longer.
  static let earlySeconds = 60

  /// Good for a request that starts now.
  ///
  /// After a reboot it is not used: the boot clock then says nothing about its age, and the wall clock may be wrong.
  func isFresh(at now: Moment) -> Bool {
    guard now.bootID == minted.bootID else { return false }
    let early = min(Self.earlySeconds, lifetimeSeconds / 2)
    return now.overdueMilliseconds(since: minted) < Int64(lifetimeSeconds - early) * 1000
  }

  var bytes: [UInt8] {
    let value = JSONValue.object([
      "version": .integer(Self.version),
      "token": .string(token.revealed),
      "minted_wall_ms": .integer(minted.wallMilliseconds),
      "minted_boot_ms": .integer(minted.bootMilliseconds),
      "boot_id": .string(minted.bootID),
      "lifetime_s": .integer(lifetimeSeconds),
    ])
    return Array((value.compactText + "\n").utf8)
  }

  init(token: AccessToken, minted: Moment, lifetimeSeconds: Int) {
    self.token = token
    self.minted = minted
    self.lifetimeSeconds = lifetimeSeconds
  }

  init?(bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes), value["version"]?.integer == Self.version,
      let token = value["token"]?.string.flatMap(AccessToken.init),
      let wall = value["minted_wall_ms"]?.integer, let boot = value["minted_boot_ms"]?.integer,
      let bootID = value["boot_id"]?.string, let minted = Moment(readWall: wall, boot: boot, bootID: bootID),
      let lifetime = value["lifetime_s"]?.integer, (1...86_400).contains(lifetime)
    else { return nil }
    self.init(
      token: token, minted: minted, lifetimeSeconds: Int(lifetime))
  }
}
