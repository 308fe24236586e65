import Payments

/// How much the listener stores for addresses that are not listed.
///
/// Whatever a listed address sends is always stored. A stranger with a valid tag may send what he likes: so many
/// different bodies a payment, and so many bytes a day in all, and beyond that he is refused, so that junk neither
/// fills the disk nor keeps the truth out (money.md section 7). It is asked where a callback is about to be delivered;
/// counting in `new/` would not do, since settling empties it and the flood would fill `done/` instead.
///
/// A shop whose proxy hides the real addresses sees only strangers: both limits leave room for that.
public struct StrangersAllowance: Sendable {
  /// Different bodies for one payment.
  public let copiesPerPayment: Int
  /// Bytes on one business day.
  public let bytesPerDay: Int

  private var hashes: [PaymentID: [String]] = [:]
  private var day: BusinessDay?
  private var bytesToday = 0

  /// An allowance with nothing used.
  public init(copiesPerPayment: Int = 8, bytesPerDay: Int = 64 * 1024 * 1024) {
    self.copiesPerPayment = copiesPerPayment
    self.bytesPerDay = bytesPerDay
  }

  /// Whether this may be stored; if so, it is counted.
  ///
  /// A repeat of what was admitted before is always admitted, as it takes no more room.
  public mutating func admits(_ name: SpoolName, lengthBytes: Int, day: BusinessDay) -> Bool {
    if name.peerClass == .listed { return true }
    let known = hashes[name.paymentID] ?? []
    if known.contains(name.bodyHash) { return true }
    if self.day != day {
      self.day = day
      bytesToday = 0
    }
    guard known.count < copiesPerPayment, bytesToday + lengthBytes <= bytesPerDay else { return false }
    bytesToday += lengthBytes
    hashes[name.paymentID] = known + [name.bodyHash]
    return true
  }

  /// Counts what lies in a spool already, so that starting again is no fresh allowance.
  public mutating func count(_ name: SpoolName) {
    if name.peerClass == .listed { return }
    let known = hashes[name.paymentID] ?? []
    if known.contains(name.bodyHash) { return }
    hashes[name.paymentID] = known + [name.bodyHash]
  }
}

extension SpoolDirectory {
  /// Everything that lies in this spool, settled or not, for an allowance to start from.
  public func countStrangers(into allowance: inout StrangersAllowance) throws(SpoolError) {
    for name in try scan() { allowance.count(name) }
    for item in try oddItems() { if let name = item.name { allowance.count(name) } }
    for day in try doneDays() {
      for item in try doneItems(on: day) { if let name = item.name { allowance.count(name) } }
    }
  }
}
