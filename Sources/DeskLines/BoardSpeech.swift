import Desk
import Payments
import Wording

/// The board and the money of the day, when somebody asks for them.
struct BoardSpeech {
  /// So many rows are told of what needs nobody here; a search finds the others.
  private static let mostRows = 30

  let state: DeskState
  let now: Moment

  /// This till's payments first, what needs a person on top.
  var sentences: [Phrase] {
    let shown = Array(state.board.shown)
    if shown.isEmpty {
      return [
        state.board.isEmpty
          ? Phrase("No payments yet.", sw: "Bado hakuna malipo.")
          : Phrase(
            "Nothing waits, and nothing needs anybody.", sw: "Hakuna kinachosubiri, na hakuna kinachohitaji mtu.")
      ]
    }
    let own = shown.filter { $0.till == state.identity.till }
    let others = shown.filter { $0.till != state.identity.till }
    let speech = PaymentSpeech(state: state, now: now)
    // What needs somebody is told to its end: no search lists it.
    let needy = Set(state.needingSomebody.map(\.id))
    var room = Self.mostRows
    let rows = (own + others).compactMap { payment -> Phrase? in
      if !needy.contains(payment.id) {
        if room == 0 { return nil }
        room -= 1
      }
      return speech.row(payment, isTicking: true)
    }
    var said = [heading(own.count, others.count)] + rows
    let find = DeskCommand.search.lineWord
    let rest = shown.count - rows.count + state.board.putAway.count
    if rest > 0 {
      said.append(
        Phrase(
          "\(rest) more: the word \(find.english) finds them.", sw: "\(rest) zaidi: neno \(find.swahili) huyapata."))
    }
    return said
  }

  private func heading(_ own: Int, _ others: Int) -> Phrase {
    let needy = state.needingSomebody.count
    let need =
      needy == 0
      ? Phrase.none : Phrase(needy == 1 ? ", 1 needs you" : ", \(needy) need you", sw: ", \(needy) yanakuhitaji")
    let elsewhere = others == 0 ? Phrase.none : Phrase(", \(others) of other tills", sw: ", \(others) ya till nyingine")
    return Phrase("Board: \(own) of this till", sw: "Ubao: \(own) ya till hii") + need + elsewhere
      + Phrase(verbatim: ".")
  }

  /// The money of the day, and how the parts are.
  var money: [Phrase] {
    let totals = state.totals
    if !state.totalsAreKnown {
      return [
        Phrase(
          "The money of the day is not counted yet: ask again in a second.",
          sw: "Pesa za leo bado hazijahesabiwa: uliza tena baada ya sekunde moja.")
      ]
    }
    func sentence(_ label: Phrase, _ count: Int, _ shillings: Int) -> Phrase {
      label + Phrase(verbatim: ": \(count), KSh \(Shillings.group(shillings)).")
    }
    var said = [
      Phrase(verbatim: EastAfricaTime(now).hourAndMinute + ". ")
        + sentence(Phrase("Paid today", sw: "Yamelipwa leo"), totals.paidCount, totals.paidShillings)
    ]
    if state.hasOtherTills {
      let till = "till \(state.identity.till.number)"
      said.append(
        sentence(
          Phrase("Paid at \(till)", sw: "Yamelipwa \(till)"), totals.ownPaidCount, totals.ownPaidShillings))
    }
    if totals.bySupervisorCount > 0 {
      said.append(sentence(.bySupervisor, totals.bySupervisorCount, totals.bySupervisorShillings))
    }
    let tally = state.board.tally
    said.append(sentence(Phrase("Waiting", sw: "Yanasubiri"), tally.waitingCount, tally.waitingShillings))
    let needy = state.board.tally.ownNeedingPersonCount
    if needy > 0 {
      said.append(
        Phrase(
          "Somebody must look at: \(needy); the word board tells them.",
          sw: "Yanayohitaji mtu: \(needy); neno ubao huyasema."))
    }
    if totals.toResolveCount > 0 {
      said.append(sentence(Phrase("To resolve", sw: "Ya kutatua"), totals.toResolveCount, totals.toResolveShillings))
    }
    let troubles = PartsSpeech.troubles(state.health)
    if troubles.isEmpty, state.health.listener == .alive {
      said.append(Phrase("The listener listens.", sw: "Kipokezi kinasikiliza."))
    }
    said += troubles
    if let practice = state.identity.practice { said.append(practice.warning + Phrase(verbatim: ".")) }
    return said
  }

  /// What a switch has become.
  func switched(_ command: DeskCommand) -> Phrase {
    if command == .toggleSound {
      return state.isSilent ? Phrase("Sound off.", sw: "Sauti imezimwa.") : Phrase("Sound on.", sw: "Sauti imewashwa.")
    }
    return state.board.view == .own
      ? Phrase("The board has this till's payments alone.", sw: "Ubao una malipo ya till hii pekee.")
      : Phrase("The board has all tills' payments.", sw: "Ubao una malipo ya till zote.")
  }
}
