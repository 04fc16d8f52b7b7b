/** Passwords of eight characters or more that everybody tries first; long because it is a list. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 12345678910 0123456789 987654321 9876543210 87654321 11111111 111111111 1111111111
00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 12341234 11223344
12121212 123123123 147258369 159357456 123654789 741852963 789456123 10203040 password password1 password12 password123
password1234 passw0rd p@ssw0rd p@ssword passwort passwort1 kennwort losenord contrasena motdepasse qwertyui qwertyuiop
qwerty123 qwerty1234 qwerty12345 qwertz123 qwertzui qwertzuiop azertyui azertyuiop asdfghjk asdfghjkl asdf1234 zxcvbnm1
zxcvbnm123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 abcd1234 abc12345 abc123456 abcdefgh abcdefghi
a1b2c3d4 aaaaaaaa aa123456 a1234567 a12345678 a123456789 iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess
princess1 football football1 baseball baseball1 basketball superman superman1 batman123 spiderman pokemon1 pokemon123
starwars starwars1 dragon123 monkey123 shadow123 master123 michael1 jennifer jordan23 jessica1 ashley123 charlie1
computer computer1 internet internet1 samsung1 whatever whatever1 trustno1 welcome1 welcome123 letmein1 letmein123
changeme changeme1 changeme123 admin123 admin1234 administrator root1234 test1234 testtest testing1 temp1234 guest123
default1 secret123 secret12 homehome hello123 hello1234 freedom1 liverpool chelsea1 arsenal1 barcelona realmadrid
juventus manchester blink182 mustang1 corvette mercedes porsche1 ferrari1 harley123 yamaha123 summer123 summer2024
summer2025 summer2026 winter123 winter2024 winter2025 winter2026 spring123 autumn123 january1 december september
november butterfly elephant dolphins rainbow1 chocolate cookie123 cheese123 banana123 pepper123 ginger123 snoopy123
killer123 hunter123 ranger123 soccer123 hockey123 matrix123 gandalf1 legolas1 startrek nintendo playstation minecraft
fortnite roblox123 facebook google123 youtube1 linkedin myspace1 twitter1 michelle stephanie christian alexander
elizabeth victoria1 patricia caroline danielle nicholas benjamin jonathan jackson1 anthony1 matthew1 andrew123 daniel123
robert123 thomas123 thermostat homeowner latchkey latchkey1 latchkey123`.split(/\s+/),
)
