import Testing

/// One word for one thing in Swahili (docs/decisions/languages.md), over every phrase in code and the cashier's page.
@Suite struct GlossaryTests {
  /// Which Swahili words may stand for an English one: one of them stands wherever it does.
  private static let wanted: [(english: String, swahili: [String])] = [
    ("receipt", ["code", "m-pesa yako", "message"]), ("receipts", ["code"]), ("code", ["code", "msimbo", "julikani"]),
    ("statement", ["statement"]), ("backup", ["backup"]), ("quota", ["kikomo"]), ("limit", ["kikomo"]),
    ("firewall", ["firewall"]), ("token", ["token"]), ("environment", ["mazingira"]),
    ("owner", ["mmiliki", "mwenye duka"]), ("supervisor", ["msimamizi", "wasimamizi"]),
    ("customer", ["mteja", "wateja"]), ("desk", ["kaunta", "programu", "huonekana"]), ("listener", ["kipokezi"]),
    ("ledger", ["leja"]), ("board", ["ubao"]), ("form", ["fomu"]), ("settings", ["mipangilio"]), ("spool", ["spool"]),
    ("prompt", ["ombi", "maombi", "muda umeisha"]), ("request", ["ombi"]), ("unmatched", ["lingan"]),
    ("attempt", ["jaribio", "#", "ameomba"]), ("sale", ["mauzo", "yale yale", "jaribio"]), ("goods", ["bidhaa"]),
    ("reference", ["kumbukumbu", "kumb."]), ("cancelled", ["ghairi"]), ("paid", ["lip"]), ("pin", ["pin"]),
    ("check", ["haijulikani", "kagua", "angalia", "uliza", "thibitish", "hakikisha", "#"]),
    ("proved", ["thibitish", "julikani"]), ("resolve", ["tatu"]), ("resolved", ["tatu"]),
    ("muted", ["kimya", "kengele"]),
    ("alarm", ["kengele"]), ("by hand", ["msimamizi"]), ("pulled back", ["simamish"]), ("kept for the", ["hifadhi"]),
    ("hand over", ["mpe", "usitoe"]), ("wrong number", ["si sahihi", "isiyo sahihi", "simu nyingine", "simu si yake"]),
    ("still watched", ["fuatili"]), ("network", ["mtandao"]), ("balance", ["salio"]), ("top up", ["weka pesa"]),
  ]

  /// Words that stand for nothing here, and what is said instead.
  private static let forbidden: [(word: String, instead: String)] = [
    ("muamala", "malipo"), ("trei", "majibu yasiyolingana"), ("risiti", "code"), ("kodi", "code"),
    ("taarifa", "statement"), ("nakala", "backup"), ("makao", "folda ya Kaunta"), ("hakiki", "haijulikani, uliza"),
    ("siyo", "si sahihi"), ("kwa mkono", "na msimamizi"), ("bila malipo", "hayalingani na malipo"),
    ("wewe", "keshia"), ("nyamazisha", "zima kengele"), ("tahadhari", "kengele"), ("orodhani", "kwenye orodha"),
    ("imewekewa", "imehifadhiwa"), ("kumwekea", "kumhifadhia"), ("mamoja", "mojawapo"), ("laki moja ya", "shilingi"),
    ("kukatiwa", "tulipoacha"), ("haitaji", "hakuna"), ("haijathibitika", "haijathibitishwa"), ("sogea", "chagua"),
    ("ongeza salio", "weka pesa"), ("aongeze salio", "aweke pesa"), ("andika pin", "weka pin"), ("jingine", "lingine"),
    ("aandike pin", "aweke pin"), ("kuchelewa", "baadaye"), ("saa #", "masaa, or the time alone"),
    ("toa bidhaa", "mpe mteja bidhaa"), ("mzigo", "bidhaa"), ("inatuma", "ombi linatumwa"),
    ("kagua pin", "thibitisha pin"),
    ("ya umma", "ya nje"), ("ruhusa (token)", "token"), ("yako salama", "yamehifadhiwa salama"),
  ]

  /// Where a word that is forbidden elsewhere is right.
  private static let allowed: [String: String] = ["nakala": "copies", "inatuma": "inatuma ombi", "saa #": "confirmed"]

  @Test func oneWordStandsForOneThing() {
    let pairs = WrittenPhrases.all(below: "Sources/")
    #expect(pairs.count > 700)
    #expect(pairs.flatMap(Self.faults) == [])
  }

  /// Who is spoken to by the work behind a desk is spoken to in one room, where its sentences are read side by side.
  @Test func whatWorksBehindADeskHasItsSentencesInWording() {
    let rooms = ["Sources/Shop/", "Sources/DeskRuntime/"]
    #expect(rooms.flatMap(WrittenPhrases.all(below:)).map(\.place) == [])
  }

  @Test(arguments: ["docs/cashier-sw.md", "docs/line-mode-sw.md"])
  func aPageInSwahiliKeepsToTheGlossary(path: String) throws {
    let page = try #require(Repository.file(path))
    #expect(page.lines.flatMap { Self.forbiddenWords(english: "", swahili: String($0)) } == [])
  }

  @Test func aPhraseIsReadWithItsPiecesAndWithoutItsInsertions() {
    let code = #"""
      let a = Phrase("One \(count == 1 ? "x" : "y)") of " + "two", sw: "Moja \(n)" + " mbili")
      let b = flag ? Phrase("Say: \"so\"", sw: "Sema: \"hivi\"") : none
      """#
    let pairs = WrittenPhrases.pairs(in: Repository.File(path: "x.swift", text: code))
    #expect(
      pairs == [
        .init(place: "x.swift", english: "One # of two", swahili: "Moja # mbili"),
        .init(place: "x.swift", english: #"Say: "so""#, swahili: #"Sema: "hivi""#),
      ])
  }

  @Test(arguments: [
    ("Wrong number", "namba siyo"), ("3 hours", "saa #"), ("N fit no payment", "N kwenye trei bila malipo"),
    ("Look at the statement", "Angalia taarifa"), ("A receipt", "Kitu"), ("Hand over the goods.", "Toa bidhaa."),
    ("A copy", "nakala"), ("refused", "muamala umekataliwa"),
  ])
  func aFaultIsFound(_ english: String, _ swahili: String) {
    #expect(Self.faults(.init(place: "", english: english, swahili: swahili)) != [])
  }

  @Test(arguments: [
    ("more copies than can be true", "nakala nyingi mno"), ("no goods", "usitoe bidhaa"),
    ("to a wrong number", "kwa namba isiyo sahihi"), ("One moment: KSh N from P", "Subiri: KSh N kutoka P"),
  ])
  func whatIsRightIsNoFault(_ english: String, _ swahili: String) {
    #expect(Self.faults(.init(place: "", english: english, swahili: swahili)) == [])
  }

  private static func faults(_ pair: WrittenPhrases.Pair) -> [String] {
    let swahili = pair.swahili.lowercased()
    let lacking = wanted.filter { term in
      holds(pair.english.lowercased(), term.english) && !term.swahili.contains { swahili.contains($0) }
    }
    return lacking.map { "\(pair.place): \($0.english) without \($0.swahili[0]): \(pair.swahili)" }
      + forbiddenWords(english: pair.english, swahili: pair.swahili).map { "\(pair.place): \($0)" }
  }

  private static func forbiddenWords(english: String, swahili: String) -> [String] {
    let text = swahili.lowercased()
    return forbidden.filter { term in
      guard holds(text, term.word) else { return false }
      return !(allowed[term.word].map { english.lowercased().contains($0) || text.contains($0) } ?? false)
    }.map { "\($0.word), not \($0.instead): \(swahili)" }
  }

  /// Whether a text has these words, as whole words.
  private static func holds(_ text: String, _ words: String) -> Bool {
    text.ranges(of: words).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      return !(before?.isLetter ?? false) && !(after?.isLetter ?? false)
    }
  }
}
