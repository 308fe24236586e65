import Payments

/// Whose screen it is: what a customer may know of the shop.
package struct CustomerShop: Sendable, Equatable {
  /// The number that gets the money.
  package enum MoneyNumber: Sendable, Equatable {
    case till(String)
    case payBill(String)

    /// Its digits.
    package var digits: String {
      switch self {
      case .till(let digits), .payBill(let digits): digits
      }
    }
  }

  /// The shop's name.
  package var name: String
  /// Which till stands before this screen.
  package var till: Till
  /// Shown while nobody pays; nil for a shop that does not want it.
  package var number: MoneyNumber?
  /// That no money moves; nil where it does.
  package var warning: Phrase?
  /// The language of what is big; the other one stands below it.
  package var language: Language

  package init(name: String, till: Till, number: MoneyNumber?, warning: Phrase?, language: Language) {
    self.name = name
    self.till = till
    self.number = number
    self.warning = warning
    self.language = language
  }
}
