import CLinux
import Files
import Payments
import Shop

/// The machine's clocks; the boot's name is read once.
struct SystemClock: ClockPort {
  private let bootID = KernelFiles.bootID()

  func now() -> Moment {
    Moment(
      wallMilliseconds: kaunta_wall_milliseconds(), bootMilliseconds: kaunta_boot_milliseconds(), bootID: bootID)
  }

  /// When this program was started, which may be long before its first line: it may have been stopped in between.
  func programStart() -> Moment {
    let now = now()
    let start = kaunta_process_started_boot_milliseconds()
    let age = start < 0 ? 0 : max(0, now.bootMilliseconds - start)
    return Moment(
      wallMilliseconds: now.wallMilliseconds - age, bootMilliseconds: now.bootMilliseconds - age, bootID: now.bootID)
  }
}

/// Names from the kernel's random numbers.
struct RandomIdentifiers: IdentifierPort {
  func paymentID(at now: Moment) -> PaymentID {
    PaymentID(
      wallMilliseconds: now.wallMilliseconds, randomHigh: .random(in: .min ... .max),
      randomLow: .random(in: .min ... .max))
  }

  func question() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

  /// 32 bytes for a tag key.
  static func keyBytes() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: .min ... .max) } }

  /// 128 bits for a ledger's salt, in hex.
  static func salt() -> String {
    String(UInt64.random(in: .min ... .max), radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
  }
}
