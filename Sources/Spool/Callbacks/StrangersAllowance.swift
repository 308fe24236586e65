import Payments

/// How much the listener stores for addresses that are not listed.
///
/// Whatever a listed address sends is always stored. A stranger with a valid tag may send what he likes: so many
/// different bodies a payment, and so many bytes a day in all, and beyond that he is refused, so that junk neither
/// fills the disk nor keeps the truth out (rules.md section 7). It is asked where a callback is about to be delivered;
/// counting in `new/` would not do, since archiving empties it and the flood would fill `done/` instead.
///
/// A shop whose proxy hides the real addresses sees only strangers: both limits leave room for that.
package struct StrangersAllowance: Sendable {
  /// Different bodies for one payment.
  package let copiesPerPayment: Int
  /// Bytes on one business day, each file with ``fileCostBytes`` on top.
  package let bytesPerDay: Int

  /// What any file costs besides its body: its header and the rest of its disk block.
  package static let fileCostBytes = 4_096
  /// Payments after which the older half of the memory is let go; a year's strangers must not fill it.
  static let rememberedPayments = 100_000

  private var hashes: [PaymentID: [String]] = [:]
  private var olderHashes: [PaymentID: [String]] = [:]
  private var day: BusinessDay?
  private var bytesToday = 0

  /// An allowance with nothing used.
  package init(copiesPerPayment: Int = 8, bytesPerDay: Int = 64 * 1024 * 1024) {
    self.copiesPerPayment = copiesPerPayment
    self.bytesPerDay = bytesPerDay
  }

  /// Whether this may be stored; if so, it is counted.
  ///
  /// A repeat of what was admitted before is always admitted, as it takes no more room.
  package mutating func admits(_ name: SpoolName, lengthBytes: Int, day: BusinessDay) -> Bool {
    if name.peerClass == .listed { return true }
    let known = known(name.paymentID)
    if known.contains(name.bodyHash) { return true }
    if self.day != day {
      self.day = day
      bytesToday = 0
    }
    let cost = lengthBytes + Self.fileCostBytes
    guard known.count < copiesPerPayment, bytesToday + cost <= bytesPerDay else { return false }
    bytesToday += cost
    remember(name, known)
    return true
  }

  /// Counts what lies in a spool already, so that starting again is no fresh allowance.
  package mutating func count(_ name: SpoolName) {
    if name.peerClass == .listed { return }
    let known = known(name.paymentID)
    if !known.contains(name.bodyHash) { remember(name, known) }
  }

  private func known(_ paymentID: PaymentID) -> [String] { hashes[paymentID] ?? olderHashes[paymentID] ?? [] }

  private mutating func remember(_ name: SpoolName, _ known: [String]) {
    hashes[name.paymentID] = known + [name.bodyHash]
    if hashes.count > Self.rememberedPayments {
      olderHashes = hashes
      hashes = [:]
    }
  }
}

extension SpoolDirectory {
  /// Everything that lies in this spool, archived or not, for an allowance to start from.
  package func countStrangers(into allowance: inout StrangersAllowance) throws(SpoolError) {
    for name in try scan() { allowance.count(name) }
    for item in try oddItems() { if let name = item.name { allowance.count(name) } }
    for day in try doneDays() {
      for item in try doneItems(on: day) { if let name = item.name { allowance.count(name) } }
    }
  }
}
