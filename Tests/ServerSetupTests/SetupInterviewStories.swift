import Settings
import Testing

@testable import ServerSetup

/// What `kaunta setup` asks, what it takes, and what it says to an answer that cannot be.
@Suite struct SetupInterviewStories {
  private let home = Home(path: "/nowhere/shop")

  private func options(_ change: (inout SetupOptions) -> Void = { _ in }) -> SetupOptions {
    var options = SetupOptions()
    options.isAsking = true
    change(&options)
    return options
  }

  /// Gives each question its answer, and tells what was said, asked and answered, and what was taken in the end.
  private func story(
    _ options: SetupOptions, settings: String? = nil, files: [String: String] = [:], _ typed: String?...
  ) -> [String] {
    var told: [String] = []
    var rest = typed[...]
    do throws(SetupRefusal) {
      var interview = try SetupInterview(
        options, home: home, settings: settings, obstacle: { MovingAway.obstacle(tills: [1, 4], waiting: 1) },
        textOfFile: { files[$0] })
      while true {
        let next = try interview.next()
        told += interview.takeWords()
        switch next {
        case .done(let answers):
          let wishes = answers.wishes(for: home)
          return told + ["takes \((wishes.settings.map(\.name) + wishes.secrets.map(\.words)).joined(separator: ", "))"]
        case .ask(let question):
          guard let words = rest.popFirst() else { return told + ["asks \(question)"] }
          switch question {
          case .open(let prompt): told.append(prompt + (words ?? "(nobody)"))
          case .hidden(let prompt): told.append(prompt + "***")
          }
          try interview.answer(words)
        }
      }
    } catch { return told + [error.sentence] }
  }

  private let secret = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"
  private let choices = [
    "A new shop. Enter alone leaves a value for later; Ctrl-C ends this, and nothing is done.",
    "  1  to practise: a simulated Safaricom on this machine, no money",
    "  2  Safaricom's sandbox: for trying keys and the public address, no money", "  3  real money",
  ]

  @Test func aShopThatPractisesHasANameAndNothingElse() {
    #expect(
      story(options(), "4", "", "1", "Duka") == choices + [
        "1, 2 or 3: 4", "  \"4\" is none of the three.", "1, 2 or 3: ", "  Choose one of the three; Ctrl-C ends this.",
        "1, 2 or 3: 1", "The shop's name: Duka", "takes shop.name",
      ])
  }

  @Test func forRealMoneyAllIsAskedAndEachAnswerIsChecked() {
    #expect(
      story(
        options(), "3", "Duka", "pay shop", " HTTPS://Pay.Shop.co.ke/ ", "174379", "600123", "", "two words",
        "bclwIPkcRqw61yUt", "a b", "s3cret", secret, secret + "0")
        == choices + [
          "1, 2 or 3: 3", "The shop's name: Duka",
          "The name under which Safaricom reaches it, such as pay.shop.co.ke: pay shop",
          "  \"pay shop\" is no host name; letters, digits, - and dots, as in pay.shop.co.ke.",
          "The name under which Safaricom reaches it, such as pay.shop.co.ke:  HTTPS://Pay.Shop.co.ke/ ",
          "PayBill number, or the store number of a till: 174379",
          "  \"174379\" is the sandbox's public number, and this is production; write your own short code.",
          "PayBill number, or the store number of a till: 600123",
          "Till number, for buy goods (none for a PayBill): ",
          "The Daraja app's consumer key: two words",
          "  \"two words\" holds a space or a character that no key has; paste it from the Daraja portal again.",
          "The Daraja app's consumer key: bclwIPkcRqw61yUt", "The app's consumer secret (not shown): ***",
          "  It holds more than one word; put the consumer secret into it and nothing else.",
          "The app's consumer secret (not shown): ***", "The short code's passkey (not shown): ***",
          "  It is the sandbox's public passkey, and this is production; it stands in Safaricom's go-live e-mail.",
          "The short code's passkey (not shown): ***",
          "takes environment, shop.name, callbacks.public_url, daraja.short_code, daraja.consumer_key, "
            + "the consumer secret, the passkey",
        ])
  }

  @Test func whatOptionsSayIsNotAsked() {
    let options = options {
      $0.shop = "Duka"
      $0.publicHost = "pay.shop.co.ke"
      $0.shortCode = "600123"
      $0.consumerKey = "bclwIPkcRqw61yUt"
      $0.consumerSecretFile = "/secret"
      $0.isSandbox = true
      $0.isAsking = false
    }
    #expect(
      story(options, files: ["/secret": " s3cret\n"]) == [
        "takes shop.name, callbacks.public_url, daraja.short_code, daraja.consumer_key, the consumer secret"
      ])
    #expect(story(options) == ["/secret cannot be read. Nothing was done."])
    #expect(
      story(options, files: ["/secret": "a b"]).first?.hasPrefix("/secret: holds more than one word") == true)
  }

  @Test func anOptionThatCannotBeEndsIt() {
    let told = story(
      options {
        $0.publicHost = "https://192.168.1.4"
        $0.isProduction = true
        $0.isAsking = false
      })
    #expect(told.count == 1 && told[0].hasPrefix("\"https://192.168.1.4\" ") && told[0].hasSuffix("Nothing was done."))
  }

  @Test func whoeverGoesAwayHasDoneNothing() {
    #expect(story(options(), nil) == choices + ["1, 2 or 3: (nobody)", "nobody answers any more. Nothing was done."])
    #expect(story(options { $0.isProduction = true }, "Duka", nil).last == "nobody answers any more. Nothing was done.")
  }

  @Test func aShopThatIsThereStaysWhatItIs() {
    let settings = SettingsDraft(home, new: HomePlan(kind: .sandbox, group: "kaunta")).text
    #expect(
      story(options { $0.isProduction = true }, settings: settings) == [
        "the shop at /nowhere/shop is a sandbox one, and its books stay that for ever. For another, move it away first: "
          + "kaunta tills --home /nowhere/shop --close all; kaunta status --home /nowhere/shop, until no payment waits; "
          + "systemctl stop kaunta-listen.socket kaunta-listen kaunta-poll; mv /nowhere/shop /nowhere/shop-sandbox. Now "
          + "desks are open there, at till 1, 4, and 1 of its payments waits for an answer. Nothing was done."
      ])
    // What its file says rightly is not asked again; the name that every new home has is nobody's.
    #expect(
      story(options(), settings: settings, "Duka", "pay.shop.co.ke", "", "s3cret", secret) == [
        "The shop's name: Duka", "The name under which Safaricom reaches it, such as pay.shop.co.ke: pay.shop.co.ke",
        "The Daraja app's consumer key: ", "The app's consumer secret (not shown): ***",
        "The short code's passkey (not shown): ***",
        "takes shop.name, callbacks.public_url, the consumer secret, the passkey",
      ])
  }

  /// What a shop is for it is for ever: nobody decides that by leaving it out.
  @Test func whoIsNotAskedSaysWhatShopItIsToBe() {
    let told = story(
      options {
        $0.shop = "Duka"
        $0.isAsking = false
      })
    #expect(told.count == 1 && told[0].contains("--simulator (to practise, no money), --sandbox"))
    let settings = SettingsDraft(home, new: HomePlan(kind: .sandbox, group: "kaunta")).text
    #expect(story(options { $0.isAsking = false }, settings: settings) == ["takes "], "a home says it")
  }

  @Test func aShopIsOneOfTheThree() {
    var options = SetupOptions()
    #expect(options.contradiction == nil)
    options.isSandbox = true
    options.publicHost = "pay.shop.co.ke"
    #expect(options.contradiction == nil)
    options.isSimulator = true
    #expect(options.contradiction == "--simulator and --sandbox: a shop is one of them.")
    options.isSandbox = false
    #expect(options.contradiction?.hasPrefix("--public-host: ") == true)
  }

  @Test func whatWorksOnAMovedShopIsEndedFirst() {
    #expect(MovingAway.obstacle(tills: [], waiting: 0) == nil)
    #expect(MovingAway.obstacle(tills: [], waiting: 2) == "Now 2 of its payments wait for an answer.")
    #expect(MovingAway.refusal(home, []) == nil)
    let desk = LeftProgram(process: 7, command: "desk", home: "/nowhere/old")
    let poller = LeftProgram(process: 9, command: "poll", home: "/nowhere/old")
    let words = MovingAway.refusal(home, [desk, poller])
    #expect(words?.contains("the shop that was at /nowhere/shop lies at /nowhere/old now") == true)
    #expect(words?.contains("kaunta tills --home /nowhere/old --close all; systemctl stop") == true)
    let removed = MovingAway.refusal(home, [LeftProgram(process: 7, command: "desk", home: nil)])
    #expect(removed?.contains("/nowhere/shop was removed") == true && removed?.contains("kill 7") == true)
  }

  @Test func aProgramIsKnownByItsArgumentsAndItsOpenFiles() {
    func command(_ words: String) -> String? {
      LeftProgram.command(of: words.split(separator: " ").map(String.init), startedFor: home)
    }
    #expect(command("kaunta desk --home /nowhere/shop/ --own-till") == "desk")
    #expect(command("kaunta --home=/nowhere/shop poll --watch") == "poll")
    #expect(command("kaunta desk --home /nowhere/other") == nil && command("vi --home /nowhere/shop") == nil)
    #expect(
      LeftProgram.place(of: "/a/ledger/ledger.sqlite") == "/a"
        && LeftProgram.place(of: "/a/spool/listener.lock") == "/a")
    #expect(LeftProgram.place(of: "/a/ledger/ledger.sqlite (deleted)") == "/a (deleted)")
    #expect(LeftProgram.place(of: "/a/log/kaunta.log") == nil)
  }
}
