import Payments

/// Questions about a payment, with its customer at the counter.
extension HelpTopic {
  static func aboutPayments(_ keys: HelpKeys) -> [HelpTopic] {
    [paid(keys), waiting(keys), late(keys), wrongNumber(keys), code(keys), refund(keys)]
  }

  private static func paid(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("paid", sw: "amelipa"), Phrase("A customer says: I have paid.", sw: "Mteja anasema: nimelipa."),
      [
        Phrase(
          "Only a green PAID is money. No goods for a word or an SMS: an SMS can be faked.",
          sw: "IMELIPWA ya kijani tu ndiyo pesa. Usitoe bidhaa kwa neno au SMS: SMS inaweza kughushiwa."),
        Phrase(
          "Find the payment: \(keys.toBoard), \(keys.find), and the last three digits of the phone, or the amount.",
          sw: "Tafuta malipo: \(keys.toBoard), \(keys.find), na tarakimu tatu za mwisho za simu, au kiasi."),
        Phrase(
          "Is there an SMS? \(keys.code), and type its code: the desk says whether the shop has seen it.",
          sw: "Kuna SMS? \(keys.code), kisha andika code yake: programu itasema kama duka limeiona."),
        Phrase(
          "Not seen yet: on the board \(keys.check) asks Safaricom. The answer may be on its way; accuse nobody.",
          sw: "Haijaonekana: kwenye ubao \(keys.check) huuliza Safaricom. Jibu linaweza kuwa njiani; usimlaumu mtu."),
        Phrase(
          "Do not ask for the money again while nobody knows: the customer may pay twice.",
          sw: "Usiombe pesa tena wakati haijulikani: mteja anaweza kulipa mara mbili."),
      ])
  }

  private static func waiting(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("waiting", sw: "inasubiri"),
      Phrase("A payment waits, and nothing happens.", sw: "Malipo yanasubiri, na hakuna kinachotokea."),
      [
        Phrase(
          "The customer has the prompt. Ask for the PIN; you can serve the next customer meanwhile.",
          sw: "Ombi liko kwa mteja. Mwombe aweke PIN; unaweza kumhudumia mteja mwingine."),
        Phrase(
          "The line beside it fills in the minute that a prompt lives. After it Safaricom is asked by itself.",
          sw: "Mstari wake hujaa ndani ya dakika moja ya ombi. Baada yake Safaricom huulizwa yenyewe."),
        Phrase(
          "CHECK: nobody knows yet. Look at the phone for an M-Pesa SMS, and on the board \(keys.check) asks again.",
          sw: "HAIJULIKANI: angalia SMS ya M-Pesa kwenye simu; kwenye ubao \(keys.check) huuliza tena."),
        Phrase(
          "No goods, and do not say that it failed: it may be paid.",
          sw: "Usitoe bidhaa, na usiseme kwamba imeshindwa: huenda imelipwa."),
        Phrase(
          "Another prompt: \(keys.askAgain). It counts down while the old one may still be on the phone.",
          sw: "Ombi lingine: \(keys.askAgain). Huhesabu sekunde wakati ombi la awali linaweza kuwa kwenye simu."),
        Phrase(
          "Cash after all: \(keys.otherWay). The prompt cannot be pulled back, so it is still watched.",
          sw: "Analipa taslimu: \(keys.otherWay). Ombi haliwezi kusimamishwa, kwa hiyo linafuatiliwa."),
      ])
  }

  private static func late(_ keys: HelpKeys) -> HelpTopic {
    let (late, twice) = (Alarm.paidLate.word, Alarm.paidTwice.word)
    return HelpTopic(
      Phrase("late", sw: "baadaye"),
      Phrase("Money came late, or came twice.", sw: "Pesa imekuja baadaye, au mara mbili."),
      [
        Phrase(
          "\(late.english): money came after it had been given up. \(twice.english): more came than once.",
          sw: "\(late.swahili): pesa ilikuja tulipoacha kuisubiri. \(twice.swahili): ilikuja zaidi ya mara moja."),
        Phrase(
          "Call the owner. Refund nothing from the till, and hand over nothing a second time.",
          sw: "Mwite mmiliki. Usirudishe pesa za till, na usimpe mtu bidhaa mara ya pili."),
        Phrase(
          "The supervisor resolves it: its row, \(keys.resolve), what became of the money, a reason, the PIN.",
          sw: "Msimamizi hutatua: safu yake, \(keys.resolve), pesa zimeendaje, sababu, PIN."),
        Phrase(
          "Until then \(keys.mute.english) silences its bell. The row stays on top.",
          sw: "Hadi hapo \(keys.mute.swahili) huzima kengele yake. Safu hubaki juu."),
      ])
  }

  private static func wrongNumber(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("wrong-number", sw: "namba"),
      Phrase("The prompt went to a wrong number.", sw: "Ombi lilienda kwa namba isiyo sahihi."),
      [
        Phrase(
          "\(keys.toBoard), \(keys.upAndDown.english) to its row, \(keys.wrongNumber): the number is in the form again. "
            + "Mend it; \(keys.send) twice.",
          sw:
            "\(keys.toBoard), \(keys.upAndDown.swahili) hadi safu yake, \(keys.wrongNumber): namba iko kwenye fomu tena. "
            + "Irekebishe; \(keys.send) mara mbili."),
        Phrase(
          "What went out cannot be pulled back. Both are watched.",
          sw: "Lililotumwa haliwezi kusimamishwa. Zote mbili zinafuatiliwa."),
        Phrase(
          "\(Alarm.paidByWrongNumber.word.english): that is somebody else's money. Call the owner; no goods for it.",
          sw: "\(Alarm.paidByWrongNumber.word.swahili): ni pesa ya mtu mwingine. Mwite mmiliki; usitoe bidhaa."),
      ])
  }

  private static func code(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("sms", sw: "sms"), Phrase("Is this SMS real?", sw: "SMS hii ni ya kweli?"),
      [
        Phrase(
          "\(keys.code), type the code, \(keys.send). The whole SMS may be pasted.",
          sw: "\(keys.code), andika code, \(keys.send). SMS nzima inaweza kubandikwa."),
        Phrase(
          "Seen: the money is known, for that number. One code pays once: is it this customer?",
          sw: "Imeonekana: pesa inajulikana, kwa namba hiyo. Code hulipa mara moja: ni mteja huyu?"),
        Phrase(
          "Not seen yet: it is not proved here. No goods before PAID, and no accusation.",
          sw: "Haijaonekana: bado haijathibitishwa hapa. Usitoe bidhaa kabla ya IMELIPWA, na usimlaumu mtu."),
      ])
  }

  private static func refund(_ keys: HelpKeys) -> HelpTopic {
    HelpTopic(
      Phrase("refund", sw: "rudisha"),
      Phrase("A customer wants money back.", sw: "Mteja anataka kurudishiwa pesa."),
      [
        Phrase(
          "Call the owner. Never refund from the till because of something on this screen.",
          sw: "Mwite mmiliki. Usirudishe pesa za till kwa sababu ya skrini hii."),
        Phrase(
          "The desk asks for money and sends none: the owner refunds with M-Pesa's own means.",
          sw: "Programu huomba pesa na haitumi pesa: mmiliki hurudisha kwa njia za M-Pesa."),
        Phrase(
          "What needs somebody is then resolved by the supervisor, with \(keys.resolve) on its row.",
          sw: "Linalohitaji mtu hutatuliwa kisha na msimamizi, kwa \(keys.resolve) kwenye safu yake."),
        Phrase(
          "When Safaricom reverses a payment, it is not seen here: the M-Pesa statement says so.",
          sw: "Safaricom ikirudisha malipo, haionekani hapa: statement ya M-Pesa husema."),
      ])
  }
}
