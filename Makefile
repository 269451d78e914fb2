# `sam build` asks for these targets, each in a copy of the project. The wrapper brings Maven; the tests are for ./mvnw verify.
build-WatchFunction build-HintFunction:
	./mvnw -B -q -Dmaven.test.skip=true compile dependency:copy-dependencies -DincludeScope=runtime -Dmdep.prependGroupId=true -DoutputDirectory="$(ARTIFACTS_DIR)/lib"
	cp -R target/classes/. "$(ARTIFACTS_DIR)"
