import Payments

/// What is said of the typing itself.
package enum LineNotices {
  /// Half a line stood there when a question came.
  package static let notTaken = Phrase(
    "What you had begun to type was not taken.", sw: "Ulichokuwa umeanza kuandika hakikuchukuliwa.")
  /// A cut line might be another one.
  package static let isTooLong = Phrase(
    "That line is too long; nothing was done.", sw: "Mstari huo ni mrefu mno; hakuna kilichofanyika.")
  /// Before a supervisor's PIN.
  package static let isHidden = Phrase(
    "What you type next is not shown.", sw: "Utakachoandika sasa hakitaonekana.")
  /// The same where nothing can hide it.
  package static let isNotHidden = Phrase(
    "What you type next is not hidden: no terminal types here.",
    sw: "Utakachoandika sasa hakifichwi: hapa hakuna terminal.")
  /// The pipe has ended, and customers are waited for.
  package static let staysUntilAnswered = Phrase(
    "No more lines come: this desk ends once the customers have answered.",
    sw: "Hakuna mistari zaidi: programu itafungwa wateja wakishajibu.")

  /// Before what is said once more.
  static func wasSaid(secondsAgo seconds: Int64) -> Phrase {
    switch seconds {
    case ...1: Phrase("Said a moment ago:", sw: "Ilisemwa sasa hivi:")
    case ..<120: Phrase("Said \(seconds) seconds ago:", sw: "Ilisemwa sekunde \(seconds) zilizopita:")
    case ..<7_200: Phrase("Said \(seconds / 60) minutes ago:", sw: "Ilisemwa dakika \(seconds / 60) zilizopita:")
    default: Phrase("Said \(seconds / 3_600) hours ago:", sw: "Ilisemwa masaa \(seconds / 3_600) yaliyopita:")
    }
  }
}
