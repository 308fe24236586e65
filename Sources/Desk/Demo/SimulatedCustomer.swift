import Payments

/// A customer of the simulator who does a certain thing, known by the number.
package struct SimulatedCustomer: Sendable {
  /// The number as it is typed, with room in it.
  package let phone: String
  /// What its owner does with a prompt.
  package let does: Phrase

  /// Whom somebody who sees the desk for the first time may try.
  package static let toTry = [
    SimulatedCustomer(
      phone: "0712 345 678", does: Phrase("pays, as every other number does", sw: "hulipa, kama namba nyingine zote")),
    SimulatedCustomer(phone: "0700 001 032", does: Phrase("closes the prompt", sw: "hufunga ombi")),
    SimulatedCustomer(phone: "0700 002 001", does: Phrase("types a wrong PIN", sw: "hukosea PIN")),
    SimulatedCustomer(phone: "0700 000 001", does: Phrase("has not enough money", sw: "hana salio la kutosha")),
    SimulatedCustomer(phone: "0700 001 037", does: Phrase("cannot be reached", sw: "simu yake haipatikani")),
  ]
}
