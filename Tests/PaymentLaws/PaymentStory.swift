import Payments

/// A story of one payment, line by line, with what must be true written between its lines.
///
/// Evidence as in ``EvidenceNotation``. Besides:
///
///     elsewhere R1                          the receipt (or prompt) turns up on another payment
///     = paid late receipt=R1 open           standing, then all flags; then, if given, receipt, doubt, open or closed,
///                                           muted or loud, and marked as sent to a wrong number or unmarked
///     # words                               for the reader
///
/// Every expectation is held to every order of arrival that is tried: as told, backwards, and with each line twice.
package struct PaymentStory: Sendable {
  /// The payment that stories are about.
  package static let payment = known("0190aaaabbbbccccddddeeeeffff0001")
  /// Another payment of the same shop.
  package static let other = known("0190aaaabbbbccccddddeeeeffff0002")

  /// What did not come true; empty when the story holds.
  package private(set) var breaches: [String] = []
  /// The status after the last line.
  package private(set) var status = PaymentStatus(.recorded)

  private var notation = EvidenceNotation(payment: Self.payment)
  private var neighbours = Neighbours()

  /// Reads a story and holds it to its expectations.
  package init(_ text: String) throws {
    for line in text.split(separator: "\n").map({ String($0.drop { $0 == " " }) }) where !line.isEmpty {
      switch line.first {
      case "#": continue
      case "=": expect(String(line.dropFirst(2)))
      case "e": try elsewhere(line)
      default: try notation.read(line)
      }
    }
    status = PaymentStatus(folding: notation.rows, neighbours: neighbours)
  }

  private mutating func elsewhere(_ line: String) throws {
    let word = String(line.split(separator: " ").last ?? "")
    if let receipt = EvidenceNotation.receipt(word) {
      neighbours.receipts.insert(receipt)
    } else if let prompt = EvidenceNotation.prompt(word) {
      neighbours.checkoutRequestIDs.insert(prompt)
    } else {
      throw NotationError(description: "neither receipt nor prompt: \(line)")
    }
  }

  private mutating func expect(_ line: String) {
    let rows = notation.rows
    status = PaymentStatus(folding: rows, neighbours: neighbours)
    for order in [rows.reversed(), rows + rows, rows.reversed() + rows] as [[EvidenceRow]]
    where PaymentStatus(folding: order, neighbours: neighbours) != status {
      breaches.append("= \(line): another order gives another status")
    }
    let words = line.split(separator: " ").map(String.init)
    let flags = words.dropFirst().filter { word in Flags.named.contains { $0.name == word } }
    let told = [status.standing.rawValue] + status.flags.names
    if words.first.map({ [$0] + Flags(names: Array(flags)).names }) != told {
      breaches.append("= \(line): it is \(told.joined(separator: " "))\(doubt.map { ", " + $0 } ?? "")")
    }
    for word in words.dropFirst() where !flags.contains(word) { check(word, in: line) }
  }

  private mutating func check(_ word: String, in line: String) {
    let holds: Bool
    switch word {
    case "open": holds = status.isOpen
    case "closed": holds = !status.isOpen
    case "muted": holds = status.notes.isMuted
    case "loud": holds = !status.notes.isMuted
    case "marked": holds = status.notes.sentToWrongNumber
    case "unmarked": holds = !status.notes.sentToWrongNumber
    case "no-receipt": holds = status.receipt == nil
    case _ where word.hasPrefix("receipt="):
      holds = status.receipt == EvidenceNotation.receipt(String(word.dropFirst(8))) && status.receipt != nil
    case _ where word.hasPrefix("doubt="): holds = doubt == String(word.dropFirst(6))
    case _ where word.hasPrefix("code="): holds = status.resultCode?.rawValue == String(word.dropFirst(5))
    default: holds = false
    }
    if !holds {
      breaches.append("= \(line): not \(word) but \(doubt ?? "no doubt"), \(status.receipt?.code ?? "none")")
    }
  }

  private var doubt: String? { status.doubt?.rawValue }

  private static func known(_ hex: String) -> PaymentID {
    guard let id = PaymentID(hex: hex) else { preconditionFailure("32 hex digits") }
    return id
  }
}
