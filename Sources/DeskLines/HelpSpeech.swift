import Desk
import Payments

/// All words, told from the table that they are read with.
struct HelpSpeech {
  let state: DeskState

  var sentences: [Phrase] {
    Self.form + toTry + Self.looking + Self.payments + Self.rest
  }

  private static func word(_ command: DeskCommand) -> (english: String, swahili: String) {
    let word = command.lineWord
    return (word.english, word.swahili)
  }

  private static let form = [
    Phrase(
      "Each line ends with the key that ends lines. What begins with a number asks a customer for money.",
      sw: "Kila mstari humalizwa kwa kitufe cha mstari. Unaoanza na namba humwomba mteja pesa."),
    Phrase(
      "0712345678 500 asks that phone for 500 shillings. 0712345678 500 for A7 gives a reference too.",
      sw: "0712345678 500 huomba shilingi 500 kwa simu hiyo. 0712345678 500 kwa A7 huweka kumbukumbu pia."),
    Phrase(
      "Or the phone alone, and then the amount.", sw: "Au namba ya simu peke yake, kisha kiasi."),
    Phrase(
      "Only PAID is money. Sent, waiting and CHECK are not.",
      sw: "IMELIPWA tu ndiyo pesa. Kutumwa, kusubiri na HAIJULIKANI si pesa."),
  ]

  /// Whom a screen lists on its empty board.
  private var toTry: [Phrase] {
    guard state.identity.practice == .simulator else { return [] }
    let customers = SimulatedCustomer.toTry.map { customer in
      Phrase(verbatim: customer.phone.filter { $0 != " " } + ": ") + customer.does + Phrase(verbatim: ".")
    }
    return [Phrase("Numbers to try in a demo:", sw: "Namba za kujaribu kwenye onyesho:")] + customers
      + [state.demoSupervisorWords].compactMap(\.self)
  }

  private static var looking: [Phrase] {
    let (next, find, code) = (word(.goToBoard), word(.search), word(.codeCheck))
    return [
      Phrase("board: the payments, this till's first.", sw: "ubao: malipo, ya till hii kwanza."),
      Phrase(
        "\(next.english): what needs you, one after the other.", sw: "\(next.swahili): yanayokuhitaji, moja moja."),
      Phrase("today: the money of the day.", sw: "leo: pesa za leo."),
      Phrase(
        "\(find.english) and a receipt, number, phone or amount: looks in the ledger.",
        sw: "\(find.swahili) na code, namba, simu au kiasi: hutafuta kwenye leja."),
      Phrase(
        "\(code.english) and the code of an SMS: is it real?", sw: "\(code.swahili) na code ya SMS: ni ya kweli?"),
    ]
  }

  private static var payments: [Phrase] {
    LineWords.aboutAPayment.map { words in
      let help = words.command.help ?? helpForSupervisor(words.command)
      return Phrase("\(words.english[0]) 7: ", sw: "\(words.swahili[0]) 7: ") + help + Phrase(verbatim: ".")
    }
  }

  private static func helpForSupervisor(_ command: DeskCommand) -> Phrase {
    command == .resolve ? Phrase("for the supervisor: resolve it", sw: "kwa msimamizi: tatua") : .none
  }

  private static var rest: [Phrase] {
    let (send, back, takeBack) = (word(.advance), word(.stepBack), word(.takeBack))
    let (sound, leave, unmatched) = (word(.toggleSound), word(.quit), word(.openUnmatched))
    let view = LineWords.others.first { $0.command == .switchView }
    return [
      Phrase(
        "\(send.english): sends what stands in the form. \(back.english): empties it, or leaves a question.",
        sw: "\(send.swahili): hutuma kilicho kwenye fomu. \(back.swahili): huifuta, au huacha swali."),
      Phrase(
        "\(takeBack.english): brings back what was put aside.", sw: "\(takeBack.swahili): huleta kilichowekwa kando."),
      Phrase(
        "\((view?.english ?? []).joined(separator: ", ")): whose payments the board has.",
        sw: "\((view?.swahili ?? []).joined(separator: ", ")): malipo ya nani yako kwenye ubao."),
      Phrase(
        "\(unmatched.english): answers that fit no payment.", sw: "\(unmatched.swahili): majibu yasiyolingana."),
      Phrase("repeat: what was said last.", sw: "rudia: kilichosemwa mwisho."),
      Phrase(
        "\(sound.english): the bell off and on. \(leave.english): the end.",
        sw: "\(sound.swahili): zima na washa sauti. \(leave.swahili): mwisho."),
    ]
  }
}
