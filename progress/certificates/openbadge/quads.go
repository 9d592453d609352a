package openbadge

import (
	"fmt"
	"slices"
	"strings"
)

// What a credential and its proof say in RDF. The names follow from the contexts that both list; a test with an independent
// implementation of JSON-LD holds them to it.
const (
	rdfType   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	xsd       = "http://www.w3.org/2001/XMLSchema#"
	obXSD     = "https://www.w3.org/2001/XMLSchema#" // what the context of Open Badges calls the same
	schemaOrg = "https://schema.org/"
	vcVocab   = "https://www.w3.org/2018/credentials#"
	obVocab   = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
	secVocab  = "https://w3id.org/security#"
	created   = "http://purl.org/dc/terms/created"
)

// blank is the name that canonicalization gives a graph's only node without one (https://www.w3.org/TR/rdf-canon/).
const blank = "_:c14n0"

// graph gathers statements, each a line of canonical N-Quads.
type graph []string

func (g *graph) add(subject, predicate, object string) {
	*g = append(*g, subject+" "+iri(predicate)+" "+object+" .\n")
}

// canonical is the graph as it is hashed.
func (g graph) canonical() string {
	sorted := slices.Clone(g)
	slices.Sort(sorted)
	return strings.Join(slices.Compact(sorted), "")
}

func iri(address string) string { return "<" + address + ">" }

func typed(text, kind string) string { return literal(text) + "^^" + iri(kind) }

// literal is a text as canonical N-Quads has it. Texts have no control characters, see clean.
func literal(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// statements is what a credential says.
func (c credential) statements() graph {
	var g graph
	self, issuer, subject := iri(c.ID), iri(c.Issuer.ID), iri(c.Subject.ID)
	g.add(self, rdfType, iri(vcVocab+"VerifiableCredential"))
	g.add(self, rdfType, iri(obVocab+"OpenBadgeCredential"))
	g.add(self, schemaOrg+"name", literal(c.Name))
	g.add(self, vcVocab+"issuer", issuer)
	g.add(self, vcVocab+"validFrom", typed(c.ValidFrom, xsd+"dateTime"))
	g.add(self, vcVocab+"credentialSubject", subject)

	g.add(issuer, rdfType, iri(obVocab+"Profile"))
	g.add(issuer, schemaOrg+"name", literal(c.Issuer.Name))
	g.add(issuer, schemaOrg+"url", typed(c.Issuer.URL, obXSD+"anyURI"))

	g.add(subject, rdfType, iri(obVocab+"AchievementSubject"))
	g.add(subject, obVocab+"identifier", blank)
	who := c.Subject.Identifier[0]
	g.add(blank, rdfType, iri(obVocab+"IdentityObject"))
	g.add(blank, obVocab+"hashed", typed(fmt.Sprint(who.Hashed), obXSD+"boolean"))
	g.add(blank, obVocab+"identityHash", literal(who.Hash))
	g.add(blank, obVocab+"identityType", literal(who.IdentityType))

	what := c.Subject.Achievement
	achievement, criteria := iri(what.ID), iri(what.Criteria.ID)
	g.add(subject, obVocab+"achievement", achievement)
	g.add(achievement, rdfType, iri(obVocab+"Achievement"))
	g.add(achievement, schemaOrg+"name", literal(what.Name))
	g.add(achievement, schemaOrg+"description", literal(what.Description))
	g.add(achievement, schemaOrg+"inLanguage", literal(what.Language))
	g.add(achievement, obVocab+"achievementType", literal(what.Kind))
	g.add(achievement, obVocab+"Criteria", criteria)
	g.add(criteria, obVocab+"narrative", literal(what.Criteria.Narrative))
	return g
}

// statements is what a proof says of itself, without its value.
func (p proof) statements() graph {
	var g graph
	g.add(blank, rdfType, iri(secVocab+p.Type))
	g.add(blank, created, typed(p.Created, xsd+"dateTime"))
	g.add(blank, secVocab+"cryptosuite", typed(p.Cryptosuite, secVocab+"cryptosuiteString"))
	g.add(blank, secVocab+"proofPurpose", iri(secVocab+p.ProofPurpose))
	g.add(blank, secVocab+"verificationMethod", iri(p.VerificationMethod))
	return g
}
